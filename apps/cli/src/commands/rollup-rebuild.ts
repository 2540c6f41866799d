import { type Rebuilt, RollupRebuild } from '#reporting';
import type { Command } from '../command.js';

/** Exit 0 also when differences were found: they are put right by then. */
export const rollupRebuild: Command = {
  name: 'rollup:rebuild',
  summary: 'Count the statistics again from the rows, and say what differed',
  usage: 'rollup:rebuild',
  async run({ app }) {
    return (await app()).get(RollupRebuild, { strict: false }).run();
  },
  print(answer) {
    const { enrolments, cells, differences } = answer as Rebuilt;
    return `${enrolments} enrolments in ${cells} cells; put right: ${differences.enrolments} enrolments, ${differences.cells} cells`;
  },
};
