import { Module } from '@nestjs/common';
import { ConfirmCoveredTask } from './decision/confirm-covered.task.js';
import { Deciders } from './decision/deciders.js';
import { Doubts } from './doubt/doubts.js';
import { Expiry } from './doubt/expiry.js';
import { ReviewEvidence, ReviewSweep } from './doubt/review-evidence.job.js';
import { ExpiredLists } from './handover/expired-lists.sweep.js';
import { ListSource } from './handover/list-source.js';
import { MakeListTask } from './handover/make-list.task.js';
import { ReadAnswerTask } from './handover/read-answer.task.js';
import { RecognitionModule } from './recognition.module.js';

/** Job handlers and sweeps of this context. */
@Module({
  imports: [RecognitionModule],
  providers: [
    ConfirmCoveredTask,
    Deciders,
    Doubts,
    ExpiredLists,
    Expiry,
    ListSource,
    MakeListTask,
    ReadAnswerTask,
    ReviewEvidence,
    ReviewSweep,
  ],
})
export class RecognitionWorkerModule {}
