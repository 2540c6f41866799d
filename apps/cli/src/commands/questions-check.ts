import { formatNames, readQuestions } from '#assessment';
import { type Command } from '../command.js';
import { answering, type ItemsAnswer, itemsAnswer, printItems, questionFile } from './questions.js';

/** What an import of this file would bring; nothing is written, no database is read. */
export const questionsCheck: Command = {
  name: 'questions:check',
  summary: 'Check a file of questions item by item; nothing is written',
  usage: `questions:check FILE --format ${formatNames.join('|')}`,
  options: { format: { type: 'string' } },
  async run(input) {
    const { format, content } = await questionFile(input, 'questions:check');
    return itemsAnswer(await answering(() => readQuestions(format, content)));
  },
  print: (answer) => ('items' in answer ? printItems(answer as ItemsAnswer) : ''),
};
