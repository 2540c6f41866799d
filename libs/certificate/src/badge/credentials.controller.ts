import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, Scoped } from '#platform/http';
import { isUuid } from '#platform/ids';
import { parseCode } from '../code/verification-code.js';
import { CheckLimits } from '../verification/check-limits.js';
import { type BadgeRow, BadgeRows } from './badges.repository.js';
import { Badges } from './badges.service.js';
import { LIST_TTL_MS } from './credential.js';
import { medalSvg } from './medal.js';

/** Where the addresses inside a badge lead: what a verifier anywhere fetches. */
@Controller()
@Access('public')
@Scoped('none')
export class CredentialsController {
  constructor(
    private readonly badges: Badges,
    private readonly rows: BadgeRows,
    private readonly limits: CheckLimits,
  ) {}

  @Get('credentials/:code')
  async credential(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = await this.badges.tokenOf(await this.made(code, request));
    forEverybody(reply).type('text/plain; charset=utf-8').header('x-robots-tag', 'noindex');
    return token;
  }

  @Get('credentials/:code/picture.svg')
  async picture(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { facts } = await this.made(code, request);
    forEverybody(reply)
      .type('image/svg+xml; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return medalSvg(facts.course.name, facts.issuer.name);
  }

  @Get('issuers/:id/did.json')
  async did(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.limits.take('look', request.ip);
    if (!isUuid(id)) throw new NotFound();
    const document = await this.badges.didDocument(id);
    forEverybody(reply);
    return document;
  }

  @Get('issuers/:id/status/:list')
  async status(
    @Param('id') id: string,
    @Param('list') list: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.limits.take('look', request.ip);
    if (!isUuid(id) || !/^\d{1,4}$/.test(list)) throw new NotFound();
    const token = await this.badges.statusList(id, Number(list));
    forEverybody(reply)
      .type('text/plain; charset=utf-8')
      .header('cache-control', `public, max-age=${LIST_TTL_MS / 1000}`);
    return token;
  }

  /** A certificate without a badge, or of a pupil whose guardian does not agree, is like one that does not exist. */
  private async made(code: string, request: FastifyRequest): Promise<BadgeRow> {
    this.limits.take('look', request.ip);
    const parsed = parseCode(code);
    const row = await this.rows.byCode(parsed.ok ? parsed.code : '');
    if (row?.position == null || !this.badges.mayShow(row)) throw new NotFound();
    return row;
  }
}

const forEverybody = (reply: FastifyReply): FastifyReply => reply.header('access-control-allow-origin', '*');
