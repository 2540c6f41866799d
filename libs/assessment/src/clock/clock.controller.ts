import { Controller, Get, Header, type MessageEvent, Param, Sse } from '@nestjs/common';
import { endWith, ignoreElements, interval, map, merge, type Observable, share, takeUntil } from 'rxjs';
import { Access, type Actor, CurrentActor, Scoped } from '#platform/http';
import { AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { AttemptClocks, type ClockState } from './attempt-clocks.js';

/** Proxies close what is silent for a minute. */
const SIGN_OF_LIFE_MS = 25_000;

/** The clock of a running attempt, for its own pages. */
@Controller('attempts/:id/clock')
@Access('signed-in')
@Scoped('own')
export class ClockController {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly clocks: AttemptClocks,
  ) {}

  @Get()
  @Header('cache-control', 'private, no-store')
  async now(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    return this.clocks.now(attempt.id);
  }

  @Sse('changes')
  async changes(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Observable<MessageEvent>> {
    const attempt = await this.snapshots.own(id, actor.accountId);
    return events(this.clocks.changes(attempt.id));
  }
}

function events(clock: Observable<ClockState>): Observable<MessageEvent> {
  const states = clock.pipe(share());
  const over = states.pipe(ignoreElements(), endWith(true));
  const signs = interval(SIGN_OF_LIFE_MS).pipe(takeUntil(over));
  return merge(states.pipe(map((data) => ({ data }))), signs.pipe(map(() => ({ comment: '' }))));
}
