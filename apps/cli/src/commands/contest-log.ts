import { ContestAnswers } from '#contest';
import { type Command, UsageError } from '../command.js';

export const contestLog: Command = {
  name: 'contest:log',
  summary: 'Print the log of the newest standings of a contest round, as everybody can download it (CSV)',
  usage: 'contest:log ID   (as for contest:standings)',
  async run({ app, positionals: [id] }) {
    if (!id) throw new UsageError('Which contest or round?');
    return { log: await (await app()).get(ContestAnswers, { strict: false }).log(id) };
  },
  // The line end of the last line is the one that printing adds: the bytes are those of the download.
  print: (answer) => (answer as { log: string }).log.replace(/\n$/, ''),
};
