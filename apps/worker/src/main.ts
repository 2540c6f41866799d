import 'reflect-metadata';
import { ConfigError, loadConfig } from '#platform/config';
import { JobWorkers } from '#platform/jobs';
import { createLogger } from '#platform/logging';
import { standBack } from '#platform/processes';
import { createWorker } from './create-worker.js';

try {
  const config = loadConfig();
  const logger = createLogger(config.logLevel, 'worker');
  standBack(config.workerNice);
  const app = await createWorker(config, logger);
  app.enableShutdownHooks();
  app.get(JobWorkers).start();
  logger.info('worker is running');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
