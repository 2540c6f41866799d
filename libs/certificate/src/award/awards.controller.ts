import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type AwardedRound, AwardPlaces } from '#contest';
import { isWithin } from '#organisation';
import { Audit } from '#platform/audit';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import { AwardRows } from './award-rows.repository.js';
import { ISSUE_AWARDS } from './issue-awards.task.js';

const RUNS = ['programme-admin', 'system-admin'] as const;
const SHOWN = 200;
const MOST = 1000;
const places = z.coerce.number().int().min(0).max(MOST);
const order = z
  .strictObject({
    people: places,
    units: places,
    kind: z.string().max(20).default(''),
    template: z.union([z.literal(''), z.uuid()]).default(''),
  })
  .refine(({ people, units }) => people + units > 0, {
    path: ['people'],
    message: 'certificate.award-nobody',
  });

/** Awards of a round of a contest, from its public standings. */
@Controller('admin/contest-rounds/:id/awards')
@Access(...RUNS)
@Scoped('unit')
export class AwardsController {
  constructor(
    private readonly db: DataSource,
    private readonly places: AwardPlaces,
    private readonly awards: AwardRows,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const round = await this.find(id, actor);
    return page('certificate/award/show', await this.model(round, { people: '3', units: '3' }));
  }

  @Post()
  @Accepts(order)
  async issue(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, string>,
  ) {
    const round = await this.find(id, actor);
    try {
      return redirect(`/tasks/${await this.start(round, parseInput(order, body), actor.accountId)}`);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('certificate/award/show', { ...(await this.model(round, body)), errors }, 422);
    }
  }

  private async start(round: AwardedRound, given: z.infer<typeof order>, actorId: string): Promise<string> {
    if (!round.countId || !round.public) throw new DomainError('certificate.award-too-early');
    const issuerId = await this.awards.issuerOf(round.ownerUnitId);
    if (!issuerId) throw new DomainError('certificate.no-issuer');
    const offered = await this.awards.templates(round.ownerPath);
    if (given.template && !offered.some(({ id }) => id === given.template))
      throw new InvalidInput([{ field: 'template', code: 'input.invalid' }]);
    if (given.units > 0 && !(given.kind in round.kinds))
      throw new InvalidInput([{ field: 'kind', code: 'input.invalid' }]);
    const { people, units } = given;
    const taskId = await this.tasks.start(
      ISSUE_AWARDS,
      {
        ...{ roundId: round.id, countId: round.countId, issuerId, people, units },
        ...{ template: given.template || null, kind: given.kind || null },
      },
      actorId,
    );
    await this.audit.record(this.db.manager, {
      ...{ actorId, action: ISSUE_AWARDS, subjectType: 'contest-round', subjectId: round.id },
      detail: { task: taskId, revision: round.revision, people, units },
    });
    return taskId;
  }

  /** One of a contest that this person runs, else NotFound. */
  private async find(id: string, actor: Actor): Promise<AwardedRound> {
    const round = await this.places.round(id);
    if (!round || !isWithin(round.ownerPath, scopePaths(actor, ...RUNS))) throw new NotFound();
    return round;
  }

  private async model(round: AwardedRound, values: Record<string, string>) {
    const issued = await this.awards.issued(round.id, SHOWN);
    return {
      round,
      values,
      ready: round.countId !== null && round.public,
      hasIssuer: (await this.awards.issuerOf(round.ownerUnitId)) !== null,
      templates: (await this.awards.templates(round.ownerPath)).map(({ id, name }) => ({
        ...{ value: id, label: name },
      })),
      kinds: Object.keys(round.kinds).map((kind) => ({ value: kind, labelKey: `contest.unit-kind.${kind}` })),
      issued: issued.map((each) => ({
        ...each,
        href: `/registers/${each.registerId}/certificates/${each.certificateId}`,
      })),
    };
  }
}
