import { createReadStream } from 'node:fs';
import path from 'node:path';
import { type Analysis, analyse, MarksRefused, readMarks } from '#assessment';
import { type Command, Refused, UsageError } from '../command.js';

/** Item analysis of marks from any source; reads no database. */
export const assessmentAnalyse: Command = {
  name: 'assessment:analyse',
  summary: 'Facility, discrimination and reliability from a CSV of marks',
  usage: 'assessment:analyse MARKS.csv   (columns attempt,item,mark,max)',
  async run({ positionals }) {
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new UsageError('assessment:analyse needs one MARKS.csv.');
    try {
      return analyse(await readMarks(createReadStream(path.resolve(process.env['INIT_CWD'] ?? '.', file))));
    } catch (error) {
      if (error instanceof MarksRefused) throw new Refused(error.message, { refused: error.problems });
      if ((error as NodeJS.ErrnoException).syscall) throw new Refused(`The file cannot be read: ${file}`);
      throw error;
    }
  },
  print(answer) {
    if (!('test' in answer)) return '';
    const { items, test } = answer as Analysis;
    const columns = [
      'n',
      'facility',
      'sd',
      'discriminationIndex',
      'discriminativeEfficiency',
      'effectiveWeight',
    ] as const;
    const table = [
      ['item', ...columns],
      ...items.map((item) => [item.item, ...columns.map((name) => shown(item[name]))]),
    ];
    const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
    const lines = table.map((row) =>
      row.map((cell, at) => (at ? cell.padStart(widths[at]!) : cell.padEnd(widths[0]!))).join('  '),
    );
    const { n, mean, sd, alpha, sem } = test;
    return `${lines.join('\n')}\n\nn ${n}, mean ${shown(mean)}, sd ${shown(sd)}, alpha ${shown(alpha)}, sem ${shown(sem)}`;
  },
};

const shown = (value: number | null): string =>
  value === null ? '–' : String(Math.round(value * 10_000) / 10_000);
