import { Module } from '@nestjs/common';
import { ContestModule } from './contest.module.js';
import { CountRoundJob, RecountTask, UncountedRounds } from './standing/count-round.job.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [ContestModule], providers: [CountRoundJob, RecountTask, UncountedRounds] })
export class ContestWorkerModule {}
