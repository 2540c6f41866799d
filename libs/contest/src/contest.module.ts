import { Module } from '@nestjs/common';
import { AssessmentModule } from '#assessment';
import { IdentityModule } from '#identity';
import { OrganisationModule } from '#organisation';
import { Entries } from './entry/entries.js';
import { OwnEntriesRepository } from './entry/own-entries.repository.js';
import { Contests } from './plan/contests.js';
import { Rounds } from './plan/rounds.js';
import { DemoContestSeeder } from './seed/demo-contest.seeder.js';
import { DemoEntries } from './seed/demo-entries.js';
import { AwardPlaces } from './standing/award-places.js';
import { ContestAnswers } from './standing/contest-answers.js';
import { CountWriter } from './standing/count-writer.js';
import { CountedEntries } from './standing/counted-entries.js';
import { Counting } from './standing/counting.js';
import { Disqualifications } from './standing/disqualifications.js';
import { StandingsRepository } from './standing/standings.repository.js';

const services = [
  AwardPlaces,
  ContestAnswers,
  Contests,
  Counting,
  DemoContestSeeder,
  Disqualifications,
  Entries,
  OwnEntriesRepository,
  Rounds,
  StandingsRepository,
];
const below = [AssessmentModule, IdentityModule, OrganisationModule];

/** Services of this context, without pages or jobs. */
@Module({
  imports: below,
  providers: [...services, CountedEntries, CountWriter, DemoEntries],
  exports: [...services, ...below],
})
export class ContestModule {}
