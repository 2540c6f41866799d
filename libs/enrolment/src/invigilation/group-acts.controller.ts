import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Invigilation } from '#assessment';
import { Accepts, Access, type Actor, CurrentActor, parseInput, redirect, Scoped } from '#platform/http';
import { type Act, ActForms } from './act-forms.js';
import { ExamRooms, INVIGILATES } from './exam-rooms.js';
import { GroupGrants } from './group-grants.js';
import { groupInput, groupTimeInput, pauseInput } from './invigilation.input.js';
import { inRoom } from './sitter-finder.js';
import { type Member, Sitters } from './sitters.js';

/** What is done to everybody in a room at once: a class, or those of it whose unit or name has certain words. */
@Controller('invigilation/:classId')
@Access(...INVIGILATES)
@Scoped('unit')
export class GroupActsController {
  constructor(
    private readonly rooms: ExamRooms,
    private readonly sitters: Sitters,
    private readonly invigilation: Invigilation,
    private readonly grants: GroupGrants,
    private readonly forms: ActForms,
  ) {}

  @Get('pause')
  async pauseForm(@Param('classId') classId: string, @Query() given: object, @CurrentActor() actor: Actor) {
    return this.forms.show(await this.act('pause', classId, actor, given));
  }

  /** At once, however many they are: a room without light cannot wait for a task. */
  @Post('pause')
  @Accepts(pauseInput)
  async pause(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: object,
  ) {
    return this.forms.trying(await this.act('pause', classId, actor, body), request, body, async () => {
      const { q, reason } = parseInput(pauseInput, body);
      const ids = attemptsOf(await this.members(classId, actor, q));
      const { length: count } = await this.invigilation.pause(ids, { actorId: actor.accountId, reason });
      return redirect(pathOf(classId, q), { kind: 'success', key: 'invigilation.paused', params: { count } });
    });
  }

  @Post('resumption')
  @Accepts(groupInput)
  async resume(@Param('classId') classId: string, @CurrentActor() actor: Actor, @Body() body: object) {
    const { q } = parseInput(groupInput, body);
    const ids = attemptsOf(await this.members(classId, actor, q));
    const { length: count } = await this.invigilation.resume(ids, actor.accountId);
    return redirect(pathOf(classId, q), { kind: 'success', key: 'invigilation.resumed', params: { count } });
  }

  @Get('time')
  async timeForm(@Param('classId') classId: string, @Query() given: object, @CurrentActor() actor: Actor) {
    return this.forms.show(await this.act('time', classId, actor, given));
  }

  @Post('time')
  @Accepts(groupTimeInput)
  async time(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: object,
  ) {
    return this.forms.trying(await this.act('time', classId, actor, body), request, body, async () => {
      const given = parseInput(groupTimeInput, body);
      const members = await this.members(classId, actor, given.q);
      const { taskId, granted: count } = await this.grants.grant(actor, classId, members, given);
      if (taskId) return redirect(`/tasks/${taskId}`);
      const back = pathOf(classId, given.q);
      return redirect(back, { kind: 'success', key: 'invigilation.granted', params: { count } });
    });
  }

  private async members(classId: string, actor: Actor, q: string): Promise<Member[]> {
    return this.sitters.members(inRoom(await this.rooms.get(classId, actor), actor), { q });
  }

  private async act(act: Act['act'], classId: string, actor: Actor, given: object): Promise<Act> {
    const { q } = parseInput(wordsOf, given);
    const room = await this.rooms.get(classId, actor);
    const counts = await this.sitters.counts(inRoom(room, actor), q);
    return {
      ...{ act, room, q, who: null },
      people: Object.values(counts).reduce((sum, n) => sum + n, 0),
      running: (counts.sitting ?? 0) + (counts.lost ?? 0),
      action: `/invigilation/${room.id}/${act}`,
      back: pathOf(room.id, q),
    };
  }
}

const wordsOf = groupInput.loose();

const attemptsOf = (members: Member[]): string[] => members.flatMap(({ attemptId }) => attemptId ?? []);

const pathOf = (classId: string, q: string): string =>
  `/invigilation/${classId}${q ? `?${new URLSearchParams({ q })}` : ''}`;
