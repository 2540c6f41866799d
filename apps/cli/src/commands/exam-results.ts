import path from 'node:path';
import { EXPORT_FORMATS, type ExamReport, type ExportFormat, OperatorExamResults } from '#reporting';
import { type Command, UsageError } from '../command.js';

/** The same figures and the same list as on the pages of results. */
export const examResults: Command = {
  name: 'exam:results',
  summary: 'Tell the results of a class at its examination, and write the list of people into a file',
  usage: 'exam:results --class ID|CODE [--quiz ID] [--unit CODE] [--format xlsx|csv --out FILE]',
  options: {
    class: { type: 'string' },
    quiz: { type: 'string' },
    unit: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ values, app }) {
    const text = (name: string) => (values[name] as string | undefined) || undefined;
    const [training, format, out] = [text('class'), text('format'), text('out')];
    if (!training) throw new UsageError('--class is missing.');
    if ((format === undefined) !== (out === undefined))
      throw new UsageError('--format and --out go together.');
    if (format && !EXPORT_FORMATS.includes(format as ExportFormat))
      throw new UsageError('--format is xlsx or csv.');
    // npm runs scripts in the project's folder; the file belongs where the operator stands.
    const to = out && {
      ...{ file: path.resolve(process.env['INIT_CWD'] ?? '.', out), format: format as ExportFormat },
    };
    const results = (await app()).get(OperatorExamResults, { strict: false });
    return results.read({ class: training, quiz: text('quiz'), unit: text('unit'), to: to || null });
  },
  print(answer) {
    const { quiz, enrolled, sat, passed, averageBp, skills, written } = answer as ExamReport;
    const mean = averageBp === null ? '' : `, mean ${averageBp / 100}%`;
    const weakest = skills
      .slice(0, 3)
      .map(({ code, units, full }) => `${code} ${Math.round((units * 100) / full)}%`);
    return [
      `${quiz.title}: ${sat} of ${enrolled} sat, ${passed} passed${mean}`,
      ...(weakest.length > 0 ? [`weakest: ${weakest.join(', ')}`] : []),
      ...(written ? [`${written.rows} rows in ${written.file}`] : []),
    ].join('\n');
  },
};
