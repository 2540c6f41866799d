import { Controller, Get, Param, Query } from '@nestjs/common';
import { Accommodations } from '#assessment';
import { Access, type Actor, CurrentActor, page, parseInput, Scoped } from '#platform/http';
import { pagesOf } from '#platform/views';
import { ExamRooms, INVIGILATES } from './exam-rooms.js';
import { roomQuery, roomsQuery } from './invigilation.input.js';
import { PER_PAGE, roomView } from './room.view.js';
import { inRoom } from './sitter-finder.js';
import { Sitters } from './sitters.js';

/** Examinations under way, for those who watch them; neither answers nor marks are shown. */
@Controller('invigilation')
@Access(...INVIGILATES)
@Scoped('unit')
export class RoomsController {
  constructor(
    private readonly rooms: ExamRooms,
    private readonly sitters: Sitters,
    private readonly accommodations: Accommodations,
  ) {}

  @Get()
  async index(@CurrentActor() actor: Actor, @Query() given: unknown) {
    const { q, page: number } = parseInput(roomsQuery, given);
    const offset = (number - 1) * PER_PAGE;
    const { total, rooms } = await this.rooms.search(actor, { q, offset, limit: PER_PAGE });
    const href = (to: number) => `/invigilation?${new URLSearchParams({ q, page: String(to) })}`;
    return page('enrolment/invigilation/index', { q, rooms, paging: pagesOf(total, PER_PAGE, number, href) });
  }

  @Get(':classId')
  async room(@Param('classId') classId: string, @Query() given: unknown, @CurrentActor() actor: Actor) {
    const room = await this.rooms.get(classId, actor);
    const query = parseInput(roomQuery, given);
    const found = await this.sitters.search(
      inRoom(room, actor),
      query,
      (query.page - 1) * PER_PAGE,
      PER_PAGE,
    );
    return page('enrolment/invigilation/room', roomView(room, query, found));
  }

  @Get(':classId/accommodations')
  async granted(@Param('classId') classId: string, @CurrentActor() actor: Actor) {
    const room = await this.rooms.get(classId, actor);
    const members = await this.sitters.members(inRoom(room, actor), { q: '' });
    const names = new Map(members.map(({ enrolmentId, fullName }) => [enrolmentId, fullName]));
    const rows = (await this.accommodations.list([...names.keys()])).map((row) => ({
      ...row,
      fullName: names.get(row.enrolmentId),
    }));
    return page('enrolment/invigilation/accommodations', { room, rows });
  }
}
