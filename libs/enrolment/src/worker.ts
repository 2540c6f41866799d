import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { OrganisationModule } from '#organisation';
import { PrepareAttempts } from './class-start/prepare-attempts.task.js';
import { StartsAhead } from './class-start/starts-ahead.sweep.js';
import { EnrolmentModule } from './enrolment.module.js';
import { GrantGroup } from './invigilation/grant-group.task.js';
import { ApplyRoster } from './nomination/apply/apply-roster.task.js';
import { CheckRoster } from './nomination/apply/check-roster.task.js';
import { UndoRoster } from './nomination/apply/undo-roster.task.js';
import { UndoRows } from './nomination/apply/undo-rows.js';
import { CountGrades, RepairGrades } from './progress/count-grades.job.js';
import { ToldResults } from './release/told-results.sweep.js';

/** Job handlers and sweeps of this context. */
@Module({
  imports: [EnrolmentModule, IdentityModule, OrganisationModule],
  providers: [
    CountGrades,
    RepairGrades,
    ToldResults,
    ApplyRoster,
    CheckRoster,
    UndoRoster,
    GrantGroup,
    PrepareAttempts,
    StartsAhead,
    UndoRows,
  ],
})
export class EnrolmentWorkerModule {}
