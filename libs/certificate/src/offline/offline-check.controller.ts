import fs from 'node:fs';
import path from 'node:path';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, page, Scoped } from '#platform/http';
import { projectRoot } from '#platform/i18n';
import { KeyRing } from '../keys/key-ring.service.js';
import { CheckLimits } from '../verification/check-limits.js';
import { shortKid } from './offline-code.js';

const VERIFIER = 'kiem-tra-doc-lap.html';

/** Checking without us: the verifier that works from disk, and the keys it needs. */
@Controller()
@Access('public')
@Scoped('none')
export class OfflineCheckController {
  constructor(
    private readonly keys: KeyRing,
    private readonly limits: CheckLimits,
  ) {}

  @Get('offline-check')
  async show() {
    const keys = (await this.keys.published('offline')).map(({ jwk, publishedAt, retiredAt }) => ({
      ...{ kid: shortKid(jwk.kid), publishedAt, retiredAt },
    }));
    return page('certificate/offline/show', { keys });
  }

  @Get('offline-check/verifier')
  verifier(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    reply
      .type('text/html; charset=utf-8')
      .header('content-disposition', `attachment; filename="${VERIFIER}"`);
    return fs.readFileSync(path.join(projectRoot, 'docs', VERIFIER));
  }

  /** JWKS (RFC 7517) of all keys that ever signed codes; `kid` as the codes name them. */
  @Get('offline-check/keys.json')
  async jwks(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.limits.take('look', request.ip);
    const keys = (await this.keys.published('offline')).map(({ jwk, publishedAt, retiredAt }) => ({
      ...{ ...jwk, kid: shortKid(jwk.kid), publishedAt, retiredAt },
    }));
    reply
      .header('access-control-allow-origin', '*')
      .header('content-disposition', 'attachment; filename="hocvuso-keys.json"');
    return { keys };
  }
}
