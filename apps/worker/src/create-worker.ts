import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '#platform/config';
import { type Logger, NestLogger } from '#platform/logging';
import { WorkerModule } from './worker.module.js';

/** The worker application; start its jobs with `app.get(JobWorkers).start()`. */
export async function createWorker(config: Config, logger: Logger): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.with(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
}
