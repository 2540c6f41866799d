import { Module } from '@nestjs/common';
import { RollupRebuild } from './rollup/rollup-rebuild.js';
import { Rollups } from './rollup/rollups.js';

const services = [Rollups, RollupRebuild];

/** Services of this context, without pages or jobs. */
@Module({ providers: services, exports: services })
export class ReportingModule {}
