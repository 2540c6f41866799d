import { InvalidInput } from '#platform/errors';

const MOST_ENTRIES = 200;
const MOST_CHARACTERS = 1100;

/** Refuses an answer. */
export const refused = (code: string): InvalidInput => new InvalidInput([{ field: 'answer', code }]);

/** An answer as sent, as a list of texts. */
export function textsIn(raw: unknown): string[] {
  if (!Array.isArray(raw) || raw.length > MOST_ENTRIES) throw refused('assessment.answer-shape');
  if (!raw.every((text): text is string => typeof text === 'string' && text.length <= MOST_CHARACTERS))
    throw refused('assessment.answer-shape');
  return raw;
}

/** An answer as sent, by part; each part once. */
export function partsIn(raw: unknown): Map<string, string> {
  const parts = new Map<string, string>();
  for (const text of textsIn(raw)) {
    const at = text.indexOf('=');
    const part = text.slice(0, at);
    if (at < 1 || parts.has(part)) throw refused('assessment.answer-shape');
    parts.set(part, text.slice(at + 1));
  }
  return parts;
}

/** What a stored answer says for each part. */
export const partsOf = (answer: string[]): Map<string, string> =>
  new Map(answer.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
