import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PersonSearch } from '#identity';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { type ClassRow, ClassScope } from '../classes/class-scope.js';
import { listQuery } from '../classes/form-values.js';
import { SEES } from '../classes/plan-rows.js';
import { MEMBER_STATES, type MembersInSight, MembersRepository } from './members.repository.js';
import { foundView, membersView, PER_PAGE } from './members.view.js';
import { Membership } from './membership.js';

const memberQuery = z.object({
  ...listQuery,
  state: z.enum(MEMBER_STATES).optional().catch(undefined),
});
const personInput = z.strictObject({ accountId: z.string() });
const OFFERED = 20;

/** Who is in a class, as far as they are of one's units; putting somebody in and taking them out. */
@Controller('classes/:classId/members')
@Access(...SEES)
@Scoped('unit')
export class MembersController {
  constructor(
    private readonly classes: ClassScope,
    private readonly members: MembersRepository,
    private readonly membership: Membership,
    private readonly people: PersonSearch,
  ) {}

  @Get()
  async list(@Param('classId') classId: string, @Query() given: unknown, @CurrentActor() actor: Actor) {
    const training = await this.classes.get(classId, actor);
    const query = parseInput(memberQuery, given);
    const offset = (query.page - 1) * PER_PAGE;
    const found = await this.members.search(inSight(training, scopePaths(actor, ...SEES)), {
      ...query,
      offset,
      limit: PER_PAGE,
    });
    const mayNominate = this.classes.nominates(actor).length > 0;
    return page('enrolment/members/index', membersView(training, query, found, mayNominate));
  }

  @Get('new')
  @Access('programme-admin', 'unit-manager', 'system-admin')
  async find(@Param('classId') classId: string, @Query() given: unknown, @CurrentActor() actor: Actor) {
    const training = await this.classes.get(classId, actor);
    const { q } = parseInput(memberQuery, given);
    const people = await this.people.find(q, this.classes.nominates(actor), OFFERED);
    const already = await this.members.among(
      classId,
      people.map(({ accountId }) => accountId),
    );
    return page('enrolment/members/new', {
      training,
      q,
      people: foundView(people, already),
      full: people.length === OFFERED,
    });
  }

  @Post()
  @Access('programme-admin', 'unit-manager', 'system-admin')
  @Accepts(personInput)
  async add(@Param('classId') classId: string, @Req() request: FastifyRequest, @CurrentActor() actor: Actor) {
    const training = await this.classes.get(classId, actor);
    const { accountId } = parseInput(personInput, request.body);
    const { created } = await this.membership.add(actor, training, accountId);
    const key = created ? 'members.added' : 'members.there-already';
    return redirect(`/classes/${classId}/members`, { kind: created ? 'success' : 'info', key });
  }

  @Get(':enrolmentId/withdrawal')
  @Access('programme-admin', 'unit-manager', 'system-admin')
  async confirm(@Param() at: { classId: string; enrolmentId: string }, @CurrentActor() actor: Actor) {
    return page('enrolment/members/remove', await this.nominated(at, actor));
  }

  @Post(':enrolmentId/withdrawal')
  @Access('programme-admin', 'unit-manager', 'system-admin')
  async remove(@Param() at: { classId: string; enrolmentId: string }, @CurrentActor() actor: Actor) {
    const { training, member } = await this.nominated(at, actor);
    await this.membership.remove(actor, training, member);
    return redirect(`/classes/${training.id}/members`, { kind: 'success', key: 'members.removed' });
  }

  /** Whoever may nominate a person may take them out again. */
  private async nominated({ classId, enrolmentId }: { classId: string; enrolmentId: string }, actor: Actor) {
    const training = await this.classes.get(classId, actor);
    const member = await this.members.get(inSight(training, this.classes.nominates(actor)), enrolmentId);
    return { training, member };
  }
}

const inSight = (training: ClassRow, paths: readonly string[]): MembersInSight => ({
  classId: training.id,
  all: training.owned,
  paths,
});
