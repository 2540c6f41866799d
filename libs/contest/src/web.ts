import { Global, Module } from '@nestjs/common';
import { ENTRY_GUIDE } from '#assessment';
import { registerNavigation } from '#platform/http';
import { TasksModule } from '#platform/tasks';
import { ContestModule } from './contest.module.js';
import { ContestDeskController } from './desk/contest-desk.controller.js';
import { ContestDesk } from './desk/contest-desk.js';
import { RoundDeskController } from './desk/round-desk.controller.js';
import { ContestEntryGuide } from './entry/contest-entry-guide.js';
import { EnteringController } from './entry/entering.controller.js';
import { EntryController } from './entry/entry.controller.js';
import { RepresentedUnits } from './entry/represented-units.js';
import { ContestPagesRepository } from './pages/contest-pages.repository.js';
import { ContestsController } from './pages/contests.controller.js';
import { StandingsController } from './standing/standings.controller.js';

registerNavigation(
  { href: '/contests', label: 'contest.nav', group: 'nav.learning', order: 15 },
  {
    href: '/admin/contests',
    label: 'contest.nav-admin',
    note: 'contest.nav-admin-note',
    icon: 'trophy',
    order: 82,
    roles: ['system-admin', 'programme-admin', 'auditor'],
  },
);

/** The pages of attempts lie below this context and ask for their surroundings by this token. */
@Global()
@Module({
  imports: [ContestModule],
  providers: [{ provide: ENTRY_GUIDE, useClass: ContestEntryGuide }],
  exports: [ENTRY_GUIDE],
})
class EntryGuideModule {}

/** Pages of this context. */
@Module({
  imports: [ContestModule, EntryGuideModule, TasksModule],
  providers: [ContestPagesRepository, ContestDesk, RepresentedUnits],
  controllers: [
    ContestsController,
    StandingsController,
    EnteringController,
    EntryController,
    ContestDeskController,
    RoundDeskController,
  ],
})
export class ContestWebModule {}
