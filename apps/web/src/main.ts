import 'reflect-metadata';
import cluster from 'node:cluster';
import { type Config, ConfigError, loadConfig } from '#platform/config';
import { createLogger } from '#platform/logging';
import { superviseMetrics } from '#platform/metrics';
import { supervise } from '#platform/processes';

try {
  const config = loadConfig();
  if (cluster.isPrimary && config.webProcesses > 1) {
    superviseMetrics();
    process.exit(await supervise(config.webProcesses, createLogger(config.logLevel, 'web')));
  }
  await serve(config);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

async function serve(config: Config): Promise<void> {
  // Loaded here: a supervisor needs nothing of it.
  const { createWeb } = await import('./create-web.js');
  const logger = createLogger(config.logLevel, 'web');
  const app = await createWeb(config, logger);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
  logger.info({ port: config.port }, 'web is listening');
}
