import type { ParseArgsConfig } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import type { Config } from '#platform/config';

/** Wrong words on the command line: exit 2. */
export class UsageError extends Error {}

/** The command could answer, and the answer is no: exit 1, with the answer still on stdout. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly answer?: object,
  ) {
    super(message);
  }
}

export interface CommandInput {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
  config: Config;
  /** The application without web or jobs; opened on first use. */
  app(): Promise<INestApplicationContext>;
  /** Progress and notes for a person, on stderr. */
  say(line: string): void;
}

export interface Command {
  name: string;
  summary: string;
  usage: string;
  options?: ParseArgsConfig['options'];
  /** The answer: one JSON document with --json, else `print` makes it readable. */
  run(input: CommandInput): Promise<object>;
  print?(answer: object): string;
}
