import { Module } from '@nestjs/common';
import { CertificateModule } from '#certificate';
import { registerNavigation } from '#platform/http';
import { TasksModule } from '#platform/tasks';
import { ApplicationPage } from './application/application-page.js';
import { BehalfController } from './application/behalf.controller.js';
import { OwnController } from './application/own.controller.js';
import { OwnRepository } from './application/own.repository.js';
import { ConfirmationController } from './confirmation/confirmation.controller.js';
import { ConfirmationRepository } from './confirmation/confirmation.repository.js';
import { ConfirmationFiles } from './confirmation/confirmation-files.js';
import { DecisionController } from './decision/decision.controller.js';
import { DecisionPage } from './decision/decision-page.js';
import { QueueController } from './decision/queue.controller.js';
import { READS } from './decision/reads.js';
import { Settlements } from './doubt/settlements.js';
import { HandoversController } from './handover/handovers.controller.js';
import { RecognitionModule } from './recognition.module.js';
import { RenewalsController } from './renewal/renewals.controller.js';
import { RulePage } from './rule/rule-page.js';
import { RulesController } from './rule/rules.controller.js';
import { StatisticsController } from './standing/statistics.controller.js';
import { StatisticsRepository } from './standing/statistics.repository.js';
import { Targets } from './standing/targets.js';

registerNavigation(
  {
    ...{ href: '/my-recognition', label: 'recognition.nav.own', group: 'nav.learning', order: 21 },
    roles: ['learner'],
  },
  {
    ...{ href: '/recognitions', label: 'recognition.nav.queue', group: 'nav.training', order: 22 },
    roles: [...READS],
  },
  {
    href: '/admin/recognition-rules',
    label: 'recognition.nav.rules',
    note: 'recognition.nav.rules-note',
    icon: 'badge-check',
    order: 83,
    roles: ['system-admin', 'programme-admin', 'unit-manager', 'auditor'],
  },
);

/** Pages of this context. */
@Module({
  imports: [RecognitionModule, CertificateModule, TasksModule],
  providers: [
    ApplicationPage,
    ConfirmationFiles,
    ConfirmationRepository,
    DecisionPage,
    OwnRepository,
    RulePage,
    Settlements,
    StatisticsRepository,
    Targets,
  ],
  // Fixed addresses before those with a parameter.
  controllers: [
    RulesController,
    OwnController,
    BehalfController,
    StatisticsController,
    HandoversController,
    RenewalsController,
    DecisionController,
    QueueController,
    ConfirmationController,
  ],
})
export class RecognitionWebModule {}
