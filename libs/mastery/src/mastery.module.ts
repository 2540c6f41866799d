import { Module } from '@nestjs/common';
import { AssessmentModule } from '#assessment';
import { CompetencyModule } from '#competency';
import { EvidenceRevocations } from './ledger/evidence-revocations.js';
import { Ledger } from './ledger/ledger.js';
import { LedgerRecompute } from './ledger/ledger-recompute.js';
import { LedgerSource } from './ledger/ledger-source.js';
import { ShownLevels } from './ledger/shown-levels.js';
import { LevelMappings } from './mapping/level-mappings.js';
import { AwardRules } from './rule/award-rules.js';
import { DemoRulesSeeder } from './seed/demo-rules.seeder.js';
import { Standings } from './standing/standings.js';
import { SkillTargets } from './target/skill-targets.js';

const services = [
  AwardRules,
  DemoRulesSeeder,
  EvidenceRevocations,
  Ledger,
  LedgerRecompute,
  LedgerSource,
  ShownLevels,
  SkillTargets,
  Standings,
];

/** Services of this context, without pages or jobs. */
@Module({
  imports: [AssessmentModule, CompetencyModule],
  providers: [...services, LevelMappings],
  exports: services,
})
export class MasteryModule {}
