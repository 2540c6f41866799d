import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { NotFound } from '#platform/errors';
import { Metrics } from '#platform/metrics';
import { type Asset, loadAssets } from '#platform/views';
import { Access, Scoped } from './access.js';
import { openApiDocument } from './openapi.js';
import { RouteRegistry } from './route-registry.js';

/** Health, metrics, the API's description, and assets. */
@Controller()
@Access('public')
@Scoped('none')
export class SystemController {
  private readonly assets: Map<string, Asset> = loadAssets();

  constructor(
    private readonly db: DataSource,
    private readonly routes: RouteRegistry,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('health/live')
  live(): object {
    return { status: 'ok' };
  }

  @Get('health/ready')
  async ready(): Promise<object> {
    await this.db.query('SELECT 1');
    return { status: 'ok' };
  }

  /** Scraped from the same machine or by a proxy on it; never open to the world. */
  @Get('metrics')
  async prometheus(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const near = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
    if (!near || request.headers['x-forwarded-for']) throw new NotFound();
    reply.type(this.metrics.registry.contentType);
    return this.metrics.text();
  }

  @Get('api/openapi.json')
  openapi(): object {
    return openApiDocument(this.routes.list(), this.config.publicUrl);
  }

  @Get('assets/:name')
  asset(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    const asset = this.assets.get(name);
    if (!asset) throw new NotFound();
    reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding');
    const accepted = String(request.headers['accept-encoding'] ?? '');
    for (const encoding of ['br', 'gzip'] as const) {
      const body = asset[encoding];
      if (body && accepted.includes(encoding)) {
        reply.header('content-encoding', encoding);
        return body;
      }
    }
    return asset.plain;
  }

  @Get('favicon.ico')
  favicon(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.code(204);
    return '';
  }
}
