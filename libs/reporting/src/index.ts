export { ReportingModule } from './reporting.module.js';
export { type Rebuilt, RollupRebuild } from './rollup/rollup-rebuild.js';
