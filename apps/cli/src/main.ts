import 'reflect-metadata';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '#platform/config';
import { DomainError } from '#platform/errors';
import { Catalogue } from '#platform/i18n';
import { createLogger } from '#platform/logging';
import { type Command, Refused, UsageError } from './command.js';
import { commands } from './commands/index.js';
import { openApplication } from './open-application.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function overview(): string {
  const width = Math.max(...commands.map((each) => each.name.length));
  const lines = commands.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`);
  return `Usage: npm run -s cli -- <command> [options] [--json]\n\n${lines.join('\n')}\n\nA command's own options: <command> --help`;
}

function parse(command: Command, args: string[]) {
  const options: ParseArgsConfig['options'] = {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  };
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function onFirstUse<T>(make: () => T): { (): T; used(): boolean } {
  let made: { value: T } | null = null;
  return Object.assign(
    () => {
      made ??= { value: make() };
      return made.value;
    },
    { used: () => made !== null },
  );
}

async function main([name, ...args]: string[]): Promise<number> {
  if (!name || name === '--help' || name === 'help') {
    process.stdout.write(`${overview()}\n`);
    return name ? 0 : 2;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) throw new UsageError(`There is no command “${name}”.\n\n${overview()}`);
  const { values, positionals } = parse(command, args);
  if (values['help']) {
    process.stdout.write(`${command.summary}\n\nUsage: npm run -s cli -- ${command.usage} [--json]\n`);
    return 0;
  }
  // Not before it is asked for: some commands read nothing but their file.
  const config = onFirstUse(loadConfig);
  const opened = onFirstUse(() =>
    openApplication(config(), createLogger(process.env['LOG_LEVEL'] ?? 'warn', 'cli')),
  );
  const answer = (result: object) =>
    process.stdout.write(
      `${values['json'] || !command.print ? JSON.stringify(result, null, values['json'] ? 0 : 2) : command.print(result)}\n`,
    );
  try {
    const input = {
      values: values as Record<string, string | boolean | undefined>,
      positionals,
      get config() {
        return config();
      },
      app: () => opened().app(),
      say,
    };
    answer(await command.run(input));
    return 0;
  } catch (error) {
    const refusal = refusalOf(error);
    if (error instanceof Refused && error.answer) answer(error.answer);
    else if (values['json'] && refusal) answer({ refused: refusal });
    throw error;
  } finally {
    if (opened.used()) await opened().close();
  }
}

/** Why the answer is no, for a program; null of what is no refusal but a bug. */
function refusalOf(error: unknown): { code?: string; message: string } | null {
  if (error instanceof DomainError)
    return {
      code: error.code,
      message: new Catalogue().translate('vi', `errors.${error.code}`, error.params),
    };
  return error instanceof Refused || error instanceof ConfigError ? { message: error.message } : null;
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    say(error.message);
    return 2;
  }
  const refusal = refusalOf(error);
  say(refusal?.message ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return 1;
}

// A closed pipe (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(process.argv.slice(2)).catch(explain);
