import { Module } from '@nestjs/common';
import { RecordSkills, SkillSweep } from './ledger/record-skills.job.js';
import { MasteryModule } from './mastery.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [MasteryModule], providers: [RecordSkills, SkillSweep] })
export class MasteryWorkerModule {}
