import { CsvError, parse } from 'csv-parse/sync';
import { InvalidInput } from '#platform/errors';
import { cleanText } from '#platform/text';

/** What was answered about one confirmation. */
export interface Answer {
  serial: string;
  answer: 'accepted' | 'refused';
  reason: string | null;
}

const REASON = 300;

/**
 * Reads `serial,answer[,reason]`. Throws {@link InvalidInput} on the field `file` for whatever is not such a table; the
 * first wrong line is named.
 */
export function readAnswers(content: Buffer): Answer[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(content, {
      bom: true,
      columns: (names: string[]) => names.map(clean),
      skip_empty_lines: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw refused(1);
    throw error;
  }
  if (rows.length === 0) throw refused(1);
  return rows.map((row, index) => {
    const [serial, answer] = [clean(row['serial']), clean(row['answer'])];
    if (!serial || (answer !== 'accepted' && answer !== 'refused')) throw refused(index + 2);
    return { serial: cleanText(row['serial'] as string), answer, reason: reasonOf(row['reason']) };
  });
}

const clean = (text: string | undefined): string => cleanText(text ?? '').toLowerCase();
const reasonOf = (text: string | undefined): string | null => cleanText(text ?? '').slice(0, REASON) || null;
const refused = (line: number) =>
  new InvalidInput([{ field: 'file', code: 'recognition.answer-shape', params: { line } }]);
