import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#platform/config';
import { createAdapter, setUpFastify } from '#platform/http';
import { type Logger, NestLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { WebModule } from './web.module.js';

/** The web application, ready to listen; used by the process and by tests. */
export async function createWeb(config: Config, logger: Logger): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.with(config, logger),
    createAdapter(config),
    {
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  await setUpFastify(app, config, logger, app.get(Metrics));
  return app;
}
