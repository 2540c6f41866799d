import { formatNames, QuestionBanks, QuestionExchange } from '#assessment';
import { type Command, UsageError } from '../command.js';
import { answering, type ItemsAnswer, itemsAnswer, printItems, questionFile } from './questions.js';

/** Brings a file of questions into a bank, which is created when there is none of that code. */
export const questionsImport: Command = {
  name: 'questions:import',
  summary: 'Import a file of questions into a bank; what cannot be read is told and left out',
  usage: `questions:import FILE --format ${formatNames.join('|')} --bank CODE [--title TITLE]`,
  options: { format: { type: 'string' }, bank: { type: 'string' }, title: { type: 'string' } },
  async run(input) {
    const { format, content } = await questionFile(input, 'questions:import');
    const code = input.values['bank'];
    if (typeof code !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$/.test(code))
      throw new UsageError('--bank is the code of a bank: letters, digits, dots and hyphens.');
    const app = await input.app();
    const known = await app.get(QuestionBanks, { strict: false }).find(code);
    const title = (input.values['title'] as string | undefined) ?? known?.title ?? code;
    const { items, outcome } = await answering(() =>
      app.get(QuestionExchange, { strict: false }).bring(format, content, { code, title }),
    );
    return { bank: code, ...outcome, ...itemsAnswer(items) };
  },
  print(answer) {
    if (!('items' in answer)) return '';
    const { bank, created, revised, unchanged } = answer as unknown as Record<string, string | number>;
    return `${bank}: ${created} new, ${revised} changed, ${unchanged} as before\n${printItems(answer as ItemsAnswer)}`;
  },
};
