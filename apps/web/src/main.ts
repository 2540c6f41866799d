import 'reflect-metadata';
import { ConfigError, loadConfig } from '#platform/config';
import { createLogger } from '#platform/logging';
import { createWeb } from './create-web.js';

try {
  const config = loadConfig();
  const logger = createLogger(config.logLevel, 'web');
  const app = await createWeb(config, logger);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
  logger.info({ port: config.port }, 'web is listening');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
