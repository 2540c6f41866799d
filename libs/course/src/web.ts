import { Module } from '@nestjs/common';
import { CourseModule } from './course.module.js';

/** Pages and API of this context. */
@Module({ imports: [CourseModule] })
export class CourseWebModule {}
