import { ContestAnswers, type ContestStandings } from '#contest';
import { type Command, UsageError } from '../command.js';

export const contestStandings: Command = {
  name: 'contest:standings',
  summary: 'Print the newest standings of a contest round: places by codes of entries, no names',
  usage: 'contest:standings ID   (a round, or a contest by its id or address: then its last counted round)',
  async run({ app, positionals: [id] }) {
    if (!id) throw new UsageError('Which contest or round?');
    return (await app()).get(ContestAnswers, { strict: false }).of(id);
  },
  print(answer) {
    const { contest, round, revision, actual, standings, logSha256 } = answer as ContestStandings;
    return [
      `${contest}, round ${round}, revision ${revision}: ${standings.length} entries, foretold number ${actual}`,
      ...standings.map(
        ({ place, entry, markUnits, maxUnits, distance, timeMs }) =>
          `${place}\t${entry}\t${markUnits}/${maxUnits}\toff by ${distance ?? '-'}\t${timeMs} ms`,
      ),
      `log SHA-256: ${logSha256}`,
    ].join('\n');
  },
};
