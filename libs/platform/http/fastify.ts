import { parse as parseQuery } from 'node:querystring';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '#platform/config';
import { newNonce, newToken } from '#platform/ids';
import { type Logger, logContext } from '#platform/logging';
import type { Metrics } from '#platform/metrics';
import { BODY_LIMIT, UPLOAD_LIMIT } from './limits.js';

export function createAdapter(config: Pick<Config, 'trustProxy'>): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy,
    genReqId: requestIds(),
    routerOptions: { querystringParser: (text: string) => parseQuery(text), maxParamLength: 200 },
  });
}

/** Plugins and hooks of every request: cookies, forms, compression, security headers, metrics, access log. */
export async function setUpFastify(
  app: NestFastifyApplication,
  config: Config,
  logger: Logger,
  metrics: Metrics,
) {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.decorateRequest('actor', null);
  fastify.decorateRequest('nonce', '');
  fastify.decorateRequest('arrivedAt', 0);
  // First of all hooks: the time a deadline counts from is the moment the request got here.
  fastify.addHook('onRequest', (request, _reply, done) => {
    request.arrivedAt = performance.now();
    // No character that HTML would escape: htmx looks for it in the text of fragments.
    request.nonce = newNonce();
    logContext.run({ requestId: request.id }, done);
  });
  await fastify.register(cookie);
  await fastify.register(multipart, {
    limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 50, fieldSize: 100_000 },
  });
  await fastify.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { 0: 0, 1: 4 } },
    customTypes: /^(text\/(?!event-stream)|application\/(json|problem\+json|javascript|xml)|image\/svg)/,
  });
  const https = config.publicUrl.startsWith('https://');
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const type = String(reply.getHeader('content-type') ?? '');
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    reply.header('x-request-id', request.id);
    if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    if (!reply.hasHeader('content-security-policy')) {
      reply.header(
        'content-security-policy',
        type.startsWith('text/html')
          ? pagePolicy(request.nonce)
          : "default-src 'none'; frame-ancestors 'none'; sandbox",
      );
    }
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions?.url ?? 'unknown';
    const seconds = reply.elapsedTime / 1000;
    metrics.requests.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds);
    // The route pattern, never the address: addresses may hold codes of certificates or links.
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}

/** Ids that no other process or run gives out, without asking for randomness at each request. */
function requestIds(): () => string {
  const run = newToken(9);
  let count = 0;
  return () => `${run}-${(count++).toString(36)}`;
}

const pagePolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "frame-src 'self' https://www.youtube-nocookie.com",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
