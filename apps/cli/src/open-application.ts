import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '#platform/config';
import { type Logger, NestLogger } from '#platform/logging';
import { CliModule } from './cli.module.js';

/** Opens the application when a command first needs it, and closes it at the end. */
export function openApplication(config: Config, logger: Logger) {
  let opened: Promise<INestApplicationContext> | null = null;
  const app = () => {
    opened ??= NestFactory.createApplicationContext(CliModule.with(config, logger), {
      logger: new NestLogger(logger),
      abortOnError: false,
    });
    return opened;
  };
  const close = async () => {
    if (opened) await (await opened).close();
  };
  return { app, close };
}
