import fs from 'node:fs/promises';
import path from 'node:path';
import {
  type OldChoices,
  OldImportRows,
  OldImports,
  type OldRegisterRead,
  OldRegisterReader,
  OldRegisterRefused,
} from '#certificate';
import { Catalogue } from '#platform/i18n';
import { type Command, Refused, UsageError } from '../command.js';
import { runTask } from './run-task.js';

interface Answer {
  register: string;
  dryRun: boolean;
  importId: string | null;
  recorded: number;
  counts: OldRegisterRead['report']['counts'];
  numbers: OldRegisterRead['report']['numbers'];
  /** Rows that are not recorded, with the reasons. */
  refused: { row: number; reasons: string[] }[];
}

const WORDS = new Catalogue().for('vi');

/** For operators, with every issuer in scope. Exit 1 when the file is no register; rows with problems are left out. */
export const registerImport: Command = {
  name: 'register:import',
  summary: 'Import a register kept elsewhere before, from XLSX or CSV',
  usage:
    'register:import FILE --register ISSUER/YEAR [--dry-run] [--entry-pattern P] [--serial-pattern P] [--course NAME] [--keep-doubles]',
  options: {
    register: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'entry-pattern': { type: 'string' },
    'serial-pattern': { type: 'string' },
    course: { type: 'string' },
    'keep-doubles': { type: 'boolean' },
  },
  async run({ values, positionals, app, say }): Promise<Answer> {
    const [file] = positionals;
    const [, code, year] = /^(.+)\/(20\d\d)$/.exec(String(values['register'] ?? '')) ?? [];
    if (!file || positionals.length > 1 || !code || !year)
      throw new UsageError('register:import needs one FILE and --register ISSUER/YEAR, such as HP/2024.');
    const content = await fs.readFile(path.resolve(process.env['INIT_CWD'] ?? '.', file)).catch(() => {
      throw new Refused(`The file cannot be read: ${file}`);
    });
    const application = await app();
    const get = <T>(type: new (...args: never[]) => T): T => application.get(type, { strict: false });
    const reader = get(OldRegisterReader);
    const issuerId = await reader.issuerOf(code.toUpperCase());
    if (!issuerId) throw new Refused(`There is no issuer ${code}.`);
    const choices = choicesOf(values);
    const target = { issuerId, year: Number(year), choices };
    const read = await reader.read({ ...target, content }).catch((error: unknown) => {
      if (!(error instanceof OldRegisterRefused)) throw error;
      const message = WORDS(`old-register.refused.${error.code}`, error.params);
      throw new Refused(message, { refused: { code: error.code, message } });
    });
    const dryRun = values['dry-run'] === true;
    const { accept, warn } = read.report.counts;
    // A file that holds nothing new leaves nothing behind.
    const importId = dryRun || accept + warn === 0 ? null : await record();
    const recorded = importId ? ((await get(OldImportRows).get(importId)).summary.recorded ?? 0) : 0;
    return { register: `${code}/${year}`, dryRun, importId, recorded, ...answerOf(read) };

    async function record(): Promise<string> {
      const imports = get(OldImports);
      const upload = { ...target, file: { name: path.basename(file!), content }, by: null };
      const { importId: id, taskId } = await imports.upload(upload);
      if (taskId) await runTask(application, taskId, say);
      await runTask(application, await imports.apply(await get(OldImportRows).get(id), null), say);
      return id;
    }
  },
  print(answer) {
    const { register, dryRun, recorded, counts, numbers, refused } = answer as Answer;
    const gaps = numbers.gaps.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
    return [
      `${register}: ${dryRun ? `would record ${counts.accept + counts.warn}` : `recorded ${recorded}`}, there already ${counts.same}, refused ${counts.reject}`,
      `numbers ${numbers.first ?? '-'} to ${numbers.last ?? '-'}, next ${numbers.next}; missing ${numbers.missing}${gaps ? ` (${gaps})` : ''}, doubles ${numbers.doubles}`,
      ...refused.map(({ row, reasons }) => `  row ${row}: ${reasons.join(' ')}`),
    ].join('\n');
  },
};

function choicesOf(values: Record<string, string | boolean | undefined>): OldChoices {
  const text = (name: string) => (typeof values[name] === 'string' ? (values[name] as string) : undefined);
  const [entryPattern, serialPattern, course] = [
    text('entry-pattern'),
    text('serial-pattern'),
    text('course'),
  ];
  return {
    keepsDoubles: values['keep-doubles'] === true,
    ...(entryPattern ? { entryPattern } : {}),
    ...(serialPattern ? { serialPattern } : {}),
    ...(course ? { course } : {}),
  };
}

function answerOf({ report }: OldRegisterRead): Pick<Answer, 'counts' | 'numbers' | 'refused'> {
  const refused = report.rows
    .filter(({ outcome }) => outcome === 'reject')
    .map(({ row, messages }) => ({
      row,
      reasons: messages.map(({ code, params }) => WORDS(`old-register.problem.${code}`, params)),
    }));
  return { counts: report.counts, numbers: report.numbers, refused };
}
