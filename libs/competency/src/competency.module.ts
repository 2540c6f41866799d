import { Module } from '@nestjs/common';
import { Frameworks } from './framework/frameworks.js';
import { FrameworkSeeder } from './seed/framework-seeder.js';

/** Services of this context, without pages or jobs. */
@Module({ providers: [Frameworks, FrameworkSeeder], exports: [Frameworks, FrameworkSeeder] })
export class CompetencyModule {}
