import { Controller, Get, Param } from '@nestjs/common';
import { Access, type Actor, CurrentActor, page, Scoped } from '#platform/http';
import { Entries } from '../entry/entries.js';
import { ContestPagesRepository, type PublicContest, type PublicRound } from './contest-pages.repository.js';

/** Contests for everybody. */
@Controller('contests')
@Access('public')
@Scoped('none')
export class ContestsController {
  constructor(
    private readonly pages: ContestPagesRepository,
    private readonly entries: Entries,
  ) {}

  @Get()
  async list() {
    return page('contest/pages/list', { contests: await this.pages.list() });
  }

  @Get(':slug')
  async show(@Param('slug') slug: string, @CurrentActor() actor: Actor | null) {
    const contest = await this.pages.find(slug);
    const current = currentRound(contest);
    const own =
      actor && current?.state === 'open' ? await this.entries.own(current.id, actor.accountId) : null;
    return page('contest/pages/show', {
      ...{ contest, current, own, signedIn: actor !== null },
      rounds: otherRounds(contest, current),
    });
  }

  @Get(':slug/rules')
  async rules(@Param('slug') slug: string) {
    return page('contest/pages/rules', { contest: await this.pages.find(slug) });
  }
}

/** Those to come, the next first; then those before, the last first. */
function otherRounds({ rounds }: PublicContest, current: PublicRound | null): PublicRound[] {
  const others = rounds.filter((each) => each !== current);
  const before = others.filter((each) => each.state !== 'ahead').reverse();
  return [...others.filter((each) => each.state === 'ahead'), ...before];
}

/** The round that a visitor comes for: open, else the next, else the last. */
function currentRound({ rounds }: PublicContest) {
  return (
    rounds.find((each) => each.state === 'open') ??
    rounds.find((each) => each.state === 'ahead') ??
    rounds.at(-1) ??
    null
  );
}
