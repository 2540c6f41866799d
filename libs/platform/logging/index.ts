import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { errorLine } from './error-line.policy.js';

export { errorLine } from './error-line.policy.js';

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
      serializers: { err: shownError },
    },
    destination,
  );
}

/**
 * What may be told of an error: a failed query carries its values in `parameters`, `detail` and also in its message,
 * and the stack begins with the whole message.
 */
function shownError(error: unknown): object {
  if (typeof (error as Error | null)?.message !== 'string') return { type: typeof error };
  const { name, stack } = error as Error;
  return {
    type: name,
    message: errorLine(error as Error),
    stack: stack?.match(/^ {4}at .*$/gm)?.join('\n'),
  };
}

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
    if (message instanceof Error) this.logger.error({ context, err: message }, 'error inside NestJS');
    else this.logger.error({ context, stack }, message);
  }
}

export const LOGGER = Symbol('LOGGER');
export type { Logger } from 'pino';
