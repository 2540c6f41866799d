import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Clock, localDay } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { Access, page, parseInput, Scoped } from '#platform/http';
import { ContestPagesRepository, type PublicRound } from '../pages/contest-pages.repository.js';
import { LOG_TYPE, logHead, logLines } from '../ranking/contest-log.js';
import { PER_PAGE, pagingOf, personRows, unitRows } from './standing.view.js';
import { type CountInfo, StandingsRepository } from './standings.repository.js';

const listQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1) });
const UNITS_SHOWN = 500;
/** In this order; teams and offices are too small to be ranked in public. */
const KINDS = ['commune', 'department', 'province'] as const;
const unitQuery = z.object({ kind: z.enum(KINDS).optional().catch(undefined) });

/** Standings of a round, from the stated hour on. */
@Controller('contests/:slug/rounds/:number')
@Access('public')
@Scoped('none')
export class StandingsController {
  constructor(
    private readonly pages: ContestPagesRepository,
    private readonly standings: StandingsRepository,
    private readonly clock: Clock,
  ) {}

  @Get()
  async people(@Param('slug') slug: string, @Param('number') number: string, @Query() given: unknown) {
    const { contest, round } = await this.pages.round(slug, number);
    const count = await this.shown(round);
    if (!count) return page('contest/standing/none', { contest, round });
    const { page: asked } = parseInput(listQuery, given);
    const first = (asked - 1) * PER_PAGE + 1;
    const places = await this.standings.places(count.id, first, first + PER_PAGE - 1);
    return page('contest/standing/people', {
      ...{ contest, round, count },
      rows: personRows(places, count, this.today()),
      paging: pagingOf(count, asked, `/contests/${slug}/rounds/${number}`),
    });
  }

  @Get('units')
  async units(@Param('slug') slug: string, @Param('number') number: string, @Query() given: unknown) {
    const { contest, round } = await this.pages.round(slug, number);
    const count = await this.shown(round);
    if (!count) return page('contest/standing/none', { contest, round });
    const present = await this.standings.unitKinds(count.id);
    const kinds = KINDS.filter((each) => present.includes(each));
    const { kind = kinds[0] } = parseInput(unitQuery, given);
    return page('contest/standing/units', {
      ...{ contest, round, count, kind },
      kinds: kinds.map((each) => ({
        label: `contest.unit-kind.${each}`,
        href: `/contests/${slug}/rounds/${number}/units?kind=${each}`,
        current: each === kind,
      })),
      rows: kind ? unitRows(await this.standings.units(count.id, kind, UNITS_SHOWN)) : [],
    });
  }

  /** What the standings were made from, without personal data, the same bytes whenever it is asked for. */
  @Get('log')
  async log(
    @Param('slug') slug: string,
    @Param('number') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { round } = await this.pages.round(slug, number);
    const count = await this.shown(round);
    if (!count) throw new NotFound();
    reply.header('content-disposition', `attachment; filename="${slug}-${number}-${count.revision}.csv"`);
    return new StreamableFile(Readable.from(this.lines(count)), { type: LOG_TYPE });
  }

  private async *lines(count: CountInfo): AsyncGenerator<string> {
    yield logHead(count);
    for await (const rows of this.standings.log(count.id)) yield logLines(rows);
  }

  private async shown(round: PublicRound): Promise<CountInfo | null> {
    return round.state === 'published' ? this.standings.newest(round.id) : null;
  }

  private today(): string {
    return localDay(this.clock.now());
  }
}
