import { Module } from '@nestjs/common';
import { EnrolmentModule } from './enrolment.module.js';

/** Pages and API of this context. */
@Module({ imports: [EnrolmentModule] })
export class EnrolmentWebModule {}
