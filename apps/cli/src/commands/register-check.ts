import { RegisterCheck, type RegisterCheckReport } from '#certificate';
import { type Command, Refused, UsageError } from '../command.js';

/** Exit 1 when something does not hold; the whole answer is on stdout all the same. */
export const registerCheck: Command = {
  name: 'register:check',
  summary: 'Check the registers: gaps, duplicates, the issuing log, its published checkpoints',
  usage: 'register:check',
  async run({ positionals, app }): Promise<RegisterCheckReport> {
    if (positionals.length > 0) throw new UsageError('register:check takes no words.');
    const report = await (await app()).get(RegisterCheck, { strict: false }).run();
    if (!report.ok) throw new Refused('The registers do not hold: see the answer.', report);
    return report;
  },
  print(answer) {
    const { registers, certificates, gaps, duplicates, unlogged, withoutFile, chain, checkpoints } =
      answer as RegisterCheckReport;
    const { contradictions, oldEntries, importedGaps, importedDoubles } = answer as RegisterCheckReport;
    const chained = chain.broken
      ? `breaks at entry ${chain.broken.seq} (${chain.broken.reason})`
      : `holds through entry ${chain.through}`;
    const broken = checkpoints.broken.map(({ day, problem }) => `${day} (${problem})`).join(', ') || 'none';
    return [
      `${registers} registers, ${certificates} certificates; gaps: ${gaps.length}, duplicates: ${duplicates.length}`,
      `from older registers: ${oldEntries}; imported gaps: ${importedGaps.length}, imported doubles: ${importedDoubles.length}`,
      `without an entry in the log: ${unlogged}; other than the log says: ${contradictions.length}; waiting too long for a file: ${withoutFile}`,
      `issuing log ${chained}; checkpoints: ${checkpoints.count}, broken: ${broken}`,
    ].join('\n');
  },
};
