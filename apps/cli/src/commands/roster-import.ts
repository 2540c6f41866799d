import fs from 'node:fs/promises';
import path from 'node:path';
import { Classes, RosterImportRepository, RosterImports } from '#enrolment';
import { Units } from '#organisation';
import { isUuid } from '#platform/ids';
import { RunTaskJob, TaskRepository } from '#platform/tasks';
import { type Command, Refused, UsageError } from '../command.js';

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
    const runNow = async (id: string) => {
      await get(RunTaskJob).run({ taskId: id });
      await waitFor(get(TaskRepository), id, say);
    };
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

/** Done at once when this process did the work; a running worker may have taken it first. */
async function waitFor(tasks: TaskRepository, id: string, say: (line: string) => void): Promise<void> {
  for (let told = -1; ; ) {
    const task = await tasks.find(id);
    if (!task || task.status === 'failed' || task.status === 'cancelled')
      throw new Refused(`The task ${id} ended as ${task?.status ?? 'unknown'}.`);
    if (task.status === 'done') return;
    if (task.done !== told && task.total > 0) {
      told = task.done;
      say(`${task.done} of ${task.total}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
