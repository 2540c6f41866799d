import fs from 'node:fs/promises';
import path from 'node:path';
import { FileRefused, type FoundItem, formatNames, type Said } from '#assessment';
import { Catalogue } from '#platform/i18n';
import { type CommandInput, Refused, UsageError } from '../command.js';

const catalogue = new Catalogue();

/** What was said of an item, with its words for people. */
export function told({ code, params }: Said) {
  const key = code.includes('.') ? `errors.${code}` : `assessment.exchange.${code}`;
  return { code, message: catalogue.translate('vi', key, params ?? {}) };
}

/** The file named on the command line, and its format. */
export async function questionFile({ positionals, values }: CommandInput, command: string) {
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new UsageError(`${command} needs one FILE.`);
  const format = formatOf(values['format']);
  const content = await fs.readFile(path.resolve(process.env['INIT_CWD'] ?? '.', file)).catch(() => {
    throw new Refused(`The file cannot be read: ${file}`);
  });
  return { format, content };
}

export function formatOf(format: string | boolean | undefined): string {
  if (typeof format !== 'string' || !formatNames.includes(format))
    throw new UsageError(`--format is one of ${formatNames.join(', ')}.`);
  return format;
}

/** Turns a refusal of the file as a whole into an answer. */
export async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const refused = told(error.said);
    throw new Refused(refused.message, { refused });
  }
}

export function itemsAnswer(items: FoundItem[]) {
  return {
    counts: {
      imported: items.filter(({ reason }) => !reason).length,
      refused: items.filter(({ reason }) => reason).length,
    },
    items: items.map(({ at, name, type, question, reason, notes }) => ({
      at,
      name,
      code: question?.externalId ?? null,
      type,
      status: reason ? 'refused' : 'imported',
      reason: reason && told(reason),
      notes: notes.map(told),
    })),
  };
}

export type ItemsAnswer = ReturnType<typeof itemsAnswer>;

export function printItems({ counts, items }: ItemsAnswer): string {
  const lines = items.map(({ at, name, type, status, reason, notes }) =>
    [
      `  ${at}`,
      status,
      type,
      name.replace(/\s+/g, ' ').slice(0, 60),
      [reason, ...notes].flatMap((each) => each?.message ?? []).join('; '),
    ].join('\t'),
  );
  return [`imported ${counts.imported}, refused ${counts.refused}`, ...lines].join('\n');
}
