export { EvidenceRevocations } from './ledger/evidence-revocations.js';
export { LedgerRecompute, type Recomputed } from './ledger/ledger-recompute.js';
export { type ShownLevel, ShownLevels } from './ledger/shown-levels.js';
export { MasteryModule } from './mastery.module.js';
export { DemoRulesSeeder } from './seed/demo-rules.seeder.js';
