import { Module } from '@nestjs/common';
import { CompetencyModule } from '#competency';
import { IdentityModule } from '#identity';
import { OrganisationModule } from '#organisation';
import { Applications } from './application/applications.js';
import { Sharing } from './application/sharing.js';
import { Steps } from './application/steps.js';
import { FactsSource } from './check-list/facts-source.js';
import { Confirmations } from './confirmation/confirmations.js';
import { Covered } from './decision/covered.js';
import { Decisions } from './decision/decisions.js';
import { QueueRepository } from './decision/queue.repository.js';
import { Handovers } from './handover/handovers.js';
import { Renewals } from './renewal/renewals.js';
import { RequirementMappings } from './rule/requirement-mappings.js';
import { RuleBook } from './rule/rule-book.js';
import { RuleWords } from './rule/rule-words.js';
import { Rules } from './rule/rules.js';
import { DemoRecognitionSeeder } from './seed/demo-recognition.seeder.js';
import { Standings } from './standing/standings.js';

const services = [
  Applications,
  Covered,
  Decisions,
  DemoRecognitionSeeder,
  FactsSource,
  Handovers,
  QueueRepository,
  Renewals,
  RuleBook,
  Rules,
  RuleWords,
  Sharing,
  Standings,
  Steps,
];
const below = [CompetencyModule, IdentityModule, OrganisationModule];

/** Services of this context, without pages or jobs. */
@Module({
  imports: below,
  providers: [...services, Confirmations, RequirementMappings],
  exports: [...services, ...below],
})
export class RecognitionModule {}
