import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Forbidden } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { ChoosingIssuer, READERS } from '../class-issuer/choosing-issuer.js';
import { ClassIssuance } from './class-issuance.service.js';
import { issuanceView, PER_PAGE } from './issuance.view.js';
import { CHECK_CLASS, ISSUE_CLASS } from './issue-class.task.js';
import { STANDINGS, Standings } from './standings.repository.js';

const start = z.strictObject({ mode: z.enum(['check', 'issue']) });

/** An address typed by hand never fails: what makes no sense is left out. */
const query = z.object({
  show: z.enum(STANDINGS).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Issuing for a whole class: who is owed a certificate, who has one, who has none and why. */
@Controller('classes/:classId/certificates/issuance')
@Access(...READERS)
@Scoped('unit')
export class IssuanceController {
  constructor(
    private readonly choosing: ChoosingIssuer,
    private readonly standings: Standings,
    private readonly issuance: ClassIssuance,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async show(
    @Param('classId') classId: string,
    @Query() given: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const inSight = await this.choosing.of(actor, classId);
    const asked = parseInput(query, given);
    const counts = await this.standings.counts(classId);
    const shown = asked.show ?? STANDINGS.find((each) => counts[each] > 0) ?? 'owed';
    const rows = await this.standings.list(classId, shown, PER_PAGE, (asked.page - 1) * PER_PAGE);
    const runs = await Promise.all(
      [ISSUE_CLASS, CHECK_CLASS].map((kind) => this.issuance.latest(kind, classId, actor.accountId)),
    );
    return page(
      'certificate/issuance/show',
      issuanceView(
        inSight,
        { counts, shown, rows, page: asked.page, runs },
        this.words.for(localeOf(request)),
      ),
    );
  }

  @Post()
  @Access('registrar', 'programme-admin', 'system-admin')
  @Accepts(start)
  async start(@Param('classId') classId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { mode } = parseInput(start, body);
    if (!(await this.choosing.of(actor, classId)).mayChoose) throw new Forbidden();
    return redirect(`/tasks/${await this.issuance.start(classId, mode === 'check', actor.accountId)}`);
  }
}
