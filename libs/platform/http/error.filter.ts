import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Injectable,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, InvalidInput, TooManyRequests } from '#platform/errors';
import { Catalogue } from '#platform/i18n';
import { LOGGER, type Logger } from '#platform/logging';
import { OtherPageFirst, SignInRequired } from './access.guard.js';
import { localeOf, PageRenderer } from './page-renderer.js';
import { Page } from './results.js';

interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors?: { field: string; code: string; message: string }[];
}

/** The one place where failures become answers: bad input 422, refusals, and bugs as 500 with a reference. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly renderer: PageRenderer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const wantsPage = !isApi(request);
    if (error instanceof SignInRequired && wantsPage) {
      const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
      const to = `/sign-in${back}`;
      // A fragment request must not put the sign-in form inside the page: the whole page goes there.
      if (request.headers['hx-request']) reply.code(401).header('hx-redirect', '/sign-in').send('');
      else reply.code(303).header('location', to).send('');
      return;
    }
    if (error instanceof OtherPageFirst && wantsPage) {
      if (request.headers['hx-request']) reply.code(403).header('hx-redirect', error.path).send('');
      else reply.code(303).header('location', error.path).send('');
      return;
    }
    const problem = this.describe(error, request);
    if (error instanceof TooManyRequests) reply.header('retry-after', error.retryAfterSeconds);
    if (wantsPage) {
      const model = {
        ...problem,
        reference: request.id,
        back: problem.status < 500 ? pageBefore(request) : null,
      };
      reply.send(
        this.renderer.send(request, reply, new Page('platform/http/pages/error', model, problem.status)),
      );
      return;
    }
    const body = { type: 'about:blank', instance: `urn:request:${request.id}`, ...problem };
    reply.code(problem.status).type('application/problem+json').send(JSON.stringify(body));
  }

  private describe(error: unknown, request: FastifyRequest): Problem {
    const t = this.catalogue.for(localeOf(request));
    const told = (status: number, code: string, detail: string): Problem => ({
      status,
      code,
      title: t(
        this.catalogue.has(`errors.title.${status}`) ? `errors.title.${status}` : 'errors.title.other',
      ),
      detail,
    });
    if (error instanceof InvalidInput) {
      const errors = error.errors.map((each) => ({
        field: each.field,
        code: each.code,
        message: t(`errors.${each.code}`, each.params),
      }));
      return { ...told(422, 'input.invalid', t('errors.input.summary')), errors };
    }
    if (error instanceof DomainError)
      return told(error.status, error.code, t(`errors.${error.code}`, error.params));
    if (error instanceof SignInRequired) return told(401, 'sign-in-required', t('errors.sign-in-required'));
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    if (status && status < 500) {
      const key = `errors.status.${status}`;
      return told(status, `http-${status}`, t(this.catalogue.has(key) ? key : 'errors.status.400'));
    }
    this.logger.error(
      { err: error, requestId: request.id, route: request.routeOptions?.url },
      'request failed',
    );
    return told(500, 'internal', t('errors.status.500'));
  }
}

/** Fastify's own refusals (too large, malformed, unsupported type) carry a status. */
function statusOf(error: unknown): number | null {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : null;
}

/** The page of ours that somebody comes from: after a refusal they go on there. Null when it is this one, or unknown. */
export function pageBefore({ headers, url }: Pick<FastifyRequest, 'headers' | 'url'>): string | null {
  const from = URL.canParse(headers.referer ?? '') ? new URL(headers.referer as string) : null;
  if (!from || from.host !== headers.host) return null;
  const path = `${from.pathname}${from.search}`;
  // Two slashes would lead to another site; home has a link of its own.
  return path.startsWith('//') || path === '/' || path === url ? null : path;
}

export function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/') || (request.headers.accept ?? '').startsWith('application/json');
}
