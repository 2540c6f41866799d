import fs from 'node:fs/promises';
import path from 'node:path';
import { formatNames, QuestionBanks, QuestionExchange } from '#assessment';
import { type Command, Refused, UsageError } from '../command.js';
import { formatOf, told } from './questions.js';

/** Writes the questions of a bank that are in use; those that the format cannot hold are told. */
export const questionsExport: Command = {
  name: 'questions:export',
  summary: 'Export the questions of a bank into a file',
  usage: `questions:export --bank CODE --format ${formatNames.join('|')} --out FILE`,
  options: { bank: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  async run({ values, app }) {
    const format = formatOf(values['format']);
    const { bank: code, out } = values;
    if (typeof code !== 'string' || typeof out !== 'string')
      throw new UsageError('questions:export needs --bank and --out.');
    const application = await app();
    const bank = await application.get(QuestionBanks, { strict: false }).find(code);
    if (!bank) throw new Refused(`There is no bank ${code}.`);
    const { file, items } = await application.get(QuestionExchange, { strict: false }).send(format, bank.id);
    const target = path.resolve(process.env['INIT_CWD'] ?? '.', out);
    await fs.writeFile(target, file);
    const refused = items.flatMap(({ externalId, type, reason }) =>
      reason ? [{ code: externalId, type, reason: told(reason) }] : [],
    );
    return { file: target, bytes: file.length, exported: items.length - refused.length, refused };
  },
  print(answer) {
    const { file, exported, refused } = answer as {
      file: string;
      exported: number;
      refused: { code: string; reason: { message: string } }[];
    };
    return [
      `${exported} questions in ${file}`,
      ...refused.map(({ code, reason }) => `  ${code}\t${reason.message}`),
    ].join('\n');
  },
};
