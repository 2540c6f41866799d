import path from 'node:path';
import { EXPORT_FORMATS, type ExportFormat, type ExportTotals, OperatorExport } from '#reporting';
import { type Command, UsageError } from '../command.js';

/** The same export as from the pages: same columns, same order, same totals. */
export const reportExport: Command = {
  name: 'report:export',
  summary: 'Write the people of a class and their progress into an XLSX or CSV file',
  usage: 'report:export --class ID|CODE --format xlsx|csv --out FILE [--unit CODE]',
  options: {
    class: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    unit: { type: 'string' },
  },
  async run({ values, app, say }) {
    const text = (name: string): string => {
      const value = values[name];
      if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing.`);
      return value;
    };
    const format = text('format') as ExportFormat;
    if (!EXPORT_FORMATS.includes(format)) throw new UsageError('--format is xlsx or csv.');
    // npm runs scripts in the project's folder; the file belongs where the operator stands.
    const file = path.resolve(process.env['INIT_CWD'] ?? '.', text('out'));
    const request = { class: text('class'), format, file, unit: values['unit'] ? text('unit') : undefined };
    const began = performance.now();
    let lines = 0;
    const exporter = (await app()).get(OperatorExport, { strict: false });
    const { totals, bytes } = await exporter.write(request, (rows) => {
      if (rows - lines < 20_000) return;
      lines = rows;
      say(`${rows} rows`);
    });
    return {
      file,
      bytes,
      rows: totals.enrolled,
      totals,
      seconds: Math.round(performance.now() - began) / 1000,
    };
  },
  print(answer) {
    const { file, rows, totals } = answer as { file: string; rows: number; totals: ExportTotals };
    return `${rows} rows in ${file}\n${Object.entries(totals)
      .map(([name, value]) => `  ${name.padEnd(10)} ${value ?? '–'}`)
      .join('\n')}`;
  },
};
