import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';

/** What every log line inside a request or a job carries. */
export const logContext = new AsyncLocalStorage<{ requestId?: string; jobId?: string }>();

/**
 * Structured logs on stderr. Personal data never enters them: no bodies, no query strings, no names; the
 * redaction below is the net under that rule.
 */
export function createLogger(
  level: string,
  name: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger {
  return pino(
    {
      level,
      name,
      base: { name },
      mixin: () => logContext.getStore() ?? {},
      redact: {
        paths: [
          'password',
          'token',
          'cookie',
          'authorization',
          'phone',
          'email',
          'citizenId',
          '*.password',
          '*.token',
        ],
        censor: '[hidden]',
      },
      // A failed query carries its values in `parameters` and `detail`: those may be somebody's data.
      serializers: {
        err: (error: Error) => ({ type: error.name, message: firstLine(error.message), stack: error.stack }),
      },
    },
    destination,
  );
}

const firstLine = (text: string) => text.split('\n', 1)[0];

/** NestJS's own messages, as structured logs. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: string, context?: string): void {
    this.logger.debug({ context }, message);
  }
  warn(message: string, context?: string): void {
    this.logger.warn({ context }, message);
  }
  error(message: string | Error, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, message instanceof Error ? message.message : message);
  }
}

export const LOGGER = Symbol('LOGGER');
export type { Logger } from 'pino';
