import fs from 'node:fs/promises';
import path from 'node:path';
import { BlueprintCheck, type CheckedBlueprint } from '#assessment';
import { InvalidInput, NotFound } from '#platform/errors';
import { type Command, Refused, UsageError } from '../command.js';

/** Whether forms can be drawn by a blueprint, and whether they are equally difficult; nothing is written. */
export const blueprintCheck: Command = {
  name: 'blueprint:check',
  summary: 'Try a blueprint against the reviewed questions of a bank: coverage, what is lacking, equal forms',
  usage: 'blueprint:check --bank CODE (--title TITLE | FILE.json)',
  options: { bank: { type: 'string' }, title: { type: 'string' } },
  async run({ values, positionals, app }) {
    const { bank, title } = values;
    if (typeof bank !== 'string') throw new UsageError('--bank is missing.');
    if ((typeof title === 'string') === (positionals.length === 1))
      throw new UsageError('blueprint:check needs --title, or one file.');
    const given = typeof title === 'string' ? null : await fileOf(positionals[0]!);
    const check = (await app()).get(BlueprintCheck, { strict: false });
    const checked = await (given ? check.given(bank, given) : check.stored(bank, String(title))).catch(
      (error: unknown) => {
        if (error instanceof NotFound)
          throw new Refused(`There is no bank ${bank}, or no such blueprint in it.`);
        if (error instanceof InvalidInput)
          throw new Refused(
            `The blueprint is wrong: ${error.errors.map(({ field, code }) => `${field} (${code})`).join(', ')}`,
          );
        throw error;
      },
    );
    if (!checked.forms) throw new Refused('The bank lacks questions for this blueprint.', checked);
    if (!checked.forms.equal) throw new Refused('The forms are not equally difficult.', checked);
    return checked;
  },
  print(answer) {
    const { title, questions, rows, forms } = answer as CheckedBlueprint;
    const criteria = ({ component, level, difficulty, tag, folder }: CheckedBlueprint['rows'][number]) =>
      Object.entries({ component, level, difficulty, tag, folder })
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
        .join(', ') || 'any';
    return [
      `${title}: ${questions} questions`,
      ...rows.map(
        (row) =>
          `  ${row.count} of ${row.available}\t${criteria(row)}${row.lacking > 0 ? `\tlacks ${row.lacking}` : ''}`,
      ),
      ...(forms
        ? [
            `${forms.count} forms: expected score ${forms.lowest.toFixed(1)}–${forms.highest.toFixed(1)}%, ${forms.equal ? 'equal' : 'not equal'}`,
          ]
        : []),
    ].join('\n');
  },
};

async function fileOf(name: string) {
  const file = path.resolve(process.env['INIT_CWD'] ?? '.', name);
  const text = await fs.readFile(file, 'utf8').catch(() => {
    throw new Refused(`${file} cannot be read.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(`${file} is not JSON.`);
  }
}
