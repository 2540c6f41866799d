import { ClassIssuance, type Standing, Standings } from '#certificate';
import { Classes } from '#enrolment';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { type Command, Refused, UsageError } from '../command.js';
import { runTask } from './run-task.js';

interface Answer {
  classId: string;
  dryRun: boolean;
  /** New certificates; with --dry-run, how many there would be. */
  issued: number;
  /** Owed one, but something is in the way: named under standings as held-up. */
  refused: number;
  /** Everybody of the class afterwards. */
  standings: Record<Standing, number>;
}

/** Files are made by the workers afterwards. Can be stopped and begun again at any moment. */
export const certificateIssue: Command = {
  name: 'certificate:issue',
  summary: 'Issue certificates to everybody of a class who is owed one',
  usage: 'certificate:issue --class ID|CODE [--dry-run]',
  options: { class: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  async run({ values, positionals, app, say }): Promise<Answer> {
    const wanted = values['class'];
    if (typeof wanted !== 'string' || wanted === '' || positionals.length > 0)
      throw new UsageError('certificate:issue needs --class and no other words.');
    const dryRun = values['dry-run'] === true;
    const application = await app();
    const get = <T>(type: new (...args: never[]) => T): T => application.get(type, { strict: false });
    const classId = await classOf(get(Classes), wanted);
    const taskId = await get(ClassIssuance).start(classId, dryRun, null);
    const { result } = await runTask(application, taskId, say);
    const { issued = 0, refused = 0 } = result?.counts ?? {};
    return { classId, dryRun, issued, refused, standings: await get(Standings).counts(classId) };
  },
  print(answer) {
    const { dryRun, issued, refused, standings } = answer as Answer;
    const rows = Object.entries(standings).filter(([, count]) => count > 0);
    return [
      `${dryRun ? 'would issue' : 'issued'} ${issued}, held up ${refused}; the class now:`,
      ...rows.map(([standing, count]) => `  ${standing.padEnd(10)} ${count}`),
    ].join('\n');
  },
};

async function classOf(classes: Classes, wanted: string): Promise<string> {
  try {
    const id = isUuid(wanted) ? wanted : await classes.idByCode(wanted);
    await classes.get(id);
    return id;
  } catch (error) {
    if (error instanceof NotFound) throw new Refused(`There is no class ${wanted}.`);
    throw error;
  }
}
