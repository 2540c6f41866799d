import { Module } from '@nestjs/common';
import { CourseModule } from './course.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [CourseModule] })
export class CourseWorkerModule {}
