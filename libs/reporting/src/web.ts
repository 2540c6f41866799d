import { Module } from '@nestjs/common';
import { ReportingModule } from './reporting.module.js';

/** Pages and API of this context. */
@Module({ imports: [ReportingModule] })
export class ReportingWebModule {}
