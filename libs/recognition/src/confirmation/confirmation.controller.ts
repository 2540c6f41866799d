import { Controller, Get, Inject, Param, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CheckLimits, parseCode } from '#certificate';
import { qrPath } from '#identity';
import { Clock, localDay } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, Scoped, scopePaths } from '#platform/http';
import { READS } from '../decision/reads.js';
import { dayOf } from '../rule/rule.view.js';
import { type Confirmation, ConfirmationRepository } from './confirmation.repository.js';
import { ConfirmationFiles } from './confirmation-files.js';

/** A confirmation on paper, for its holder and for the unit that gave it; and what anybody may check of it. */
@Controller()
export class ConfirmationController {
  constructor(
    private readonly confirmations: ConfirmationRepository,
    private readonly limits: CheckLimits,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly files: ConfirmationFiles,
  ) {}

  @Get('my-recognition/:id')
  @Access('signed-in')
  @Scoped('own')
  async own(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return this.sheet(await this.confirmations.own(id, actor.accountId), '/my-recognition');
  }

  @Get('recognitions/confirmations/:id')
  @Access(...READS)
  @Scoped('unit')
  async ofUnit(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return this.sheet(await this.confirmations.inScope(id, scopePaths(actor, ...READS)), '/recognitions');
  }

  @Get('my-recognition/:id/file')
  @Access('signed-in')
  @Scoped('own')
  async ownFile(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.file(await this.confirmations.own(id, actor.accountId), reply);
  }

  @Get('recognitions/confirmations/:id/file')
  @Access(...READS)
  @Scoped('unit')
  async fileOfUnit(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.file(await this.confirmations.inScope(id, scopePaths(actor, ...READS)), reply);
  }

  /** What the paper says of its holder and no more: no birth date, no citizen number, no results. */
  @Get('confirmations/:code')
  @Access('public')
  @Scoped('none')
  async check(
    @Param('code') typed: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.limits.take('look', request.ip);
    reply.header('x-robots-tag', 'noindex');
    const parsed = parseCode(typed);
    const found = parsed.ok ? await this.confirmations.byCode(parsed.code) : null;
    return page('recognition/confirmation/check', {
      checkedAt: this.clock.now(),
      found: found && {
        ...{ ...found, ...shownFacts(found), state: STATES[found.status] },
        sha256: await this.files.hashOf(found.id),
      },
    });
  }

  private async file(found: Confirmation | null, reply: FastifyReply): Promise<StreamableFile> {
    if (!found) throw new NotFound();
    const content = await this.files.of(found);
    const name = `xac-nhan-${found.serial.replace(/[^\w]+/g, '-')}.pdf`;
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(content, {
      ...{ type: 'application/pdf', disposition: `attachment; filename="${name}"`, length: content.length },
    });
  }

  private sheet(found: Confirmation | null, back: string) {
    if (!found) throw new NotFound();
    const address = `${this.config.publicUrl}/confirmations/${found.code}`;
    return page('recognition/confirmation/sheet', {
      ...{ back, address, confirmation: { ...found, ...shownFacts(found) }, qr: qrPath(address) },
      ended: found.status === 'ended' || found.status === 'expired',
    });
  }
}

/** As the public page tells them apart; under doubt it still stands. */
const STATES = { valid: 'valid', doubted: 'valid', ended: 'revoked', expired: 'expired' } as const;

const shownFacts = ({ group, validUntil, confirmedAt }: Confirmation) => ({
  groupLabel: `recognition.group.${group}`,
  until: validUntil ? dayOf(validUntil) : null,
  day: dayParts(confirmedAt),
});

/** In Việt Nam; a leading nought for days below 10 and for the first two months, as Decree 30/2020 has it. */
function dayParts(at: Date) {
  const [year, month, day] = localDay(at).split('-') as [string, string, string];
  return { day, month: Number(month) > 2 ? String(Number(month)) : month, year };
}
