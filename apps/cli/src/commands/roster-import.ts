import fs from 'node:fs/promises';
import path from 'node:path';
import { Classes, RosterImportRepository, RosterImports } from '#enrolment';
import { Units } from '#organisation';
import { isUuid } from '#platform/ids';
import { type Command, Refused, UsageError } from '../command.js';
import { runTask } from './run-task.js';

/** Checks a list and applies what can be imported, inline: for operators, with every unit in scope. */
export const rosterImport: Command = {
  name: 'roster:import',
  summary: 'Import a nominated list into a class',
  usage: 'roster:import FILE --class ID|CODE [--under CODE]',
  options: { class: { type: 'string' }, under: { type: 'string' } },
  async run({ values, positionals, app, say }) {
    const [file] = positionals;
    const wanted = values['class'] as string | undefined;
    if (!file || !wanted) throw new UsageError('roster:import needs FILE and --class.');
    const content = await fs.readFile(path.resolve(process.env['INIT_CWD'] ?? '.', file)).catch(() => {
      throw new Refused(`The file cannot be read: ${file}`);
    });
    const application = await app();
    const get = <T>(type: new (...args: never[]) => T): T => application.get(type, { strict: false });
    const classId = isUuid(wanted) ? wanted : await get(Classes).idByCode(wanted);
    const imports = get(RosterImportRepository);
    const country = await get(Units).findByCode('vn');
    const sender = { accountId: null, roots: country ? [country.path] : [] };
    const runNow = (id: string) => runTask(application, id, say);
    const under = (values['under'] as string | undefined) ?? null;
    const { importId, taskId } = await get(RosterImports).upload(
      classId,
      { name: path.basename(file), content },
      under,
      sender,
    );
    if (taskId) await runNow(taskId);
    const checked = await imports.find(importId);
    if (checked?.refusal) throw new Refused(checked.refusal, { refused: { message: checked.refusal } });
    await runNow(await get(RosterImports).apply(checked!, sender));
    const applied = await imports.find(importId);
    return { importId, classId, counts: applied?.counts };
  },
};
