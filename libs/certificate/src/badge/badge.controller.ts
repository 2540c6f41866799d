import { Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { isUuid } from '#platform/ids';
import { badgeView } from './badge.view.js';
import { type BadgeRow, BadgeRows } from './badges.repository.js';
import { Badges } from './badges.service.js';
import { bakePng, bakeSvg } from './bake.js';
import { medalPng, medalSvg } from './medal.js';

const TYPES = {
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
  jws: 'text/plain; charset=utf-8',
} as const;
type FileType = keyof typeof TYPES;

/** The badge of one's own certificate: making it, taking it along, showing it elsewhere. */
@Controller('certificates/:id/badge')
@Access('signed-in')
@Scoped('own')
export class BadgeController {
  constructor(
    private readonly badges: Badges,
    private readonly rows: BadgeRows,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return page('certificate/badge/show', this.view(await this.own(actor, id)));
  }

  @Post()
  async create(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const row = await this.own(actor, id);
    await this.badges.make(actor.accountId, row.certificateId);
    return redirect(`/certificates/${id}/badge`, { kind: 'success', key: 'certificate.badge.made' });
  }

  @Get('file')
  async file(
    @Param('id') id: string,
    @Query('as') as: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const row = await this.own(actor, id);
    const may = Object.hasOwn(TYPES, String(as)) && this.badges.mayShow(row);
    const token = may ? await this.badges.tokenOf(row) : null;
    if (!token) throw new NotFound();
    const type = as as FileType;
    const name = `huy-hieu-${row.serial.replace(/[^\w]+/g, '-')}.${type}`;
    reply
      .type(TYPES[type])
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store');
    if (type === 'jws') return token;
    if (type === 'png') return bakePng(await medalPng(), token);
    return bakeSvg(medalSvg(row.facts.course.name, row.facts.issuer.name), token);
  }

  private view(row: BadgeRow) {
    return badgeView(row, this.config.publicUrl, this.badges.mayShow(row));
  }

  /** The identifier of another person's certificate is like one that does not exist. */
  private async own(actor: Actor, id: string): Promise<BadgeRow> {
    const row = isUuid(id) ? await this.rows.own(actor.accountId, id) : null;
    if (!row) throw new NotFound();
    return row;
  }
}
