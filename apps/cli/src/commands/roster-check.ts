import fs from 'node:fs/promises';
import path from 'node:path';
import { checkRoster, RosterRefused } from '#enrolment';
import { Units } from '#organisation';
import { localDay } from '#platform/clock';
import { type Command, Refused, UsageError } from '../command.js';

interface Answer {
  counts: Record<string, number>;
  rows: { row: number; outcome: string; name: string; messages: { column: string; message: string }[] }[];
}

/** What an import of this list would do; nothing is written. */
export const rosterCheck: Command = {
  name: 'roster:check',
  summary: 'Check a nominated list (XLSX or CSV); nothing is written',
  usage: 'roster:check FILE [--under CODE]   (CODE: unit that sends the list, e.g. 31)',
  options: { under: { type: 'string' } },
  async run({ values, positionals, app }) {
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new UsageError('roster:check needs one FILE.');
    const content = await fs.readFile(path.resolve(process.env['INIT_CWD'] ?? '.', file)).catch(() => {
      throw new Refused(`The file cannot be read: ${file}`);
    });
    const directory = await (await app()).get(Units, { strict: false }).directory();
    const today = localDay(new Date());
    const under = values['under'] as string | undefined;
    try {
      const { counts, rows } = await checkRoster(content, {
        directory,
        today,
        ...(under ? { provinceCode: under } : {}),
      });
      return {
        counts,
        rows: rows.map(({ row, outcome, name, unitCode, messages }) => ({
          row,
          outcome,
          name,
          unitCode,
          messages: messages.map(({ column, code, message }) => ({ column, code, message })),
        })),
      };
    } catch (error) {
      if (!(error instanceof RosterRefused)) throw error;
      throw new Refused(error.message, { refused: { code: error.code, message: error.message } });
    }
  },
  print(answer) {
    const { counts, rows } = answer as Answer;
    if (!counts) return '';
    const told = rows.flatMap((row) =>
      row.messages.map(
        (each) => `  ${row.row}\t${row.outcome}\t${row.name}\t${each.column}: ${each.message}`,
      ),
    );
    return [
      `accept ${counts['accept']}, warn ${counts['warn']}, reject ${counts['reject']}, skip ${counts['skip']}`,
      ...told,
    ].join('\n');
  },
};
