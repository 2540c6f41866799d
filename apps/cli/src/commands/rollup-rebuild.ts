import { ExamRebuild, type ExamsRebuilt, type Rebuilt, RollupRebuild } from '#reporting';
import type { Command } from '../command.js';

/** Exit 0 also when differences were found: they are put right by then. */
export const rollupRebuild: Command = {
  name: 'rollup:rebuild',
  summary: 'Count the statistics again from the rows, and say what differed',
  usage: 'rollup:rebuild',
  async run({ app }) {
    const application = await app();
    const rebuilt = await application.get(RollupRebuild, { strict: false }).run();
    return { ...rebuilt, exams: await application.get(ExamRebuild, { strict: false }).run() };
  },
  print(answer) {
    const { enrolments, cells, differences, exams } = answer as Rebuilt & { exams: ExamsRebuilt };
    return [
      `${enrolments} enrolments in ${cells} cells; put right: ${differences.enrolments} enrolments, ${differences.cells} cells`,
      `${exams.rows} results of examinations; put right: ${exams.differences.rows} results, ${exams.differences.cells} cells`,
    ].join('\n');
  },
};
