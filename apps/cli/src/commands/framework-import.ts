import fs from 'node:fs/promises';
import path from 'node:path';
import { FileRefused, FrameworkExchange, type ImportAnswer, problemText } from '#competency';
import { DomainError } from '#platform/errors';
import { Catalogue } from '#platform/i18n';
import { type Command, Refused, UsageError } from '../command.js';

type Answer = ImportAnswer & { dryRun: boolean; published: boolean };

/** Exit 1 with everything that is wrong, when the file or the version is refused. */
export const frameworkImport: Command = {
  name: 'framework:import',
  summary: 'Import a competency framework, or a new version of one, from XLSX or JSON as a draft',
  usage: 'framework:import FILE [--dry-run | --publish]   (--publish: brings it into force at once)',
  options: { 'dry-run': { type: 'boolean' }, publish: { type: 'boolean' } },
  async run({ values, positionals, app }) {
    const [file] = positionals;
    const [dryRun, publish] = [values['dry-run'] === true, values['publish'] === true];
    if (!file || positionals.length > 1) throw new UsageError('framework:import needs one FILE.');
    if (dryRun && publish) throw new UsageError('--dry-run writes nothing: leave --publish out.');
    const content = await fs.readFile(path.resolve(process.env['INIT_CWD'] ?? '.', file)).catch(() => {
      throw new Refused(`The file cannot be read: ${file}`);
    });
    const exchange = (await app()).get(FrameworkExchange, { strict: false });
    try {
      const answer = await exchange.import(content, null, dryRun);
      const { status } = dryRun ? { status: null } : await exchange.version(answer.code, answer.version);
      // Asked for again, it is in force already.
      if (publish && status === 'draft') await exchange.publish(answer.code, answer.version, null);
      return { ...answer, dryRun, published: publish || status === 'in-force' };
    } catch (error) {
      throw refusal(error);
    }
  },
  print(answer) {
    const { code, version, outcome, counts, difference, dryRun, published } = answer as Answer;
    if (!outcome) return '';
    const kinds = new Map<string, number>();
    for (const { kind } of difference.changes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const changes = [...kinds].map(([kind, count]) => `${kind} ${count}`);
    return [
      `${code} ${version}: ${dryRun ? `would be ${outcome}` : outcome}${published ? ' and in force' : ''}`,
      Object.entries(counts)
        .map(([part, count]) => `${part} ${count}`)
        .join(', '),
      `difference: ${changes.length > 0 ? changes.join(', ') : 'none'}`,
    ].join('\n');
  },
};

function refusal(error: unknown): unknown {
  const t = new Catalogue().for('vi');
  if (error instanceof FileRefused) {
    const problems = error.problems.map((each) => ({ ...each, message: problemText(each, t) }));
    const lines = problems.map(
      ({ part, row, message }) => `  ${part}${row === null ? '' : ` ${row}`}: ${message}`,
    );
    return new Refused(lines.join('\n'), { refused: { problems } });
  }
  if (!(error instanceof DomainError)) return error;
  const message = t(`errors.${error.code}`, error.params);
  return new Refused(message, { refused: { code: error.code, message } });
}
