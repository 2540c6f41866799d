import { Module } from '@nestjs/common';
import { FrameworkRepository } from './framework/framework.repository.js';
import { Frameworks } from './framework/frameworks.js';
import { FrameworkSeeder } from './seed/framework-seeder.js';

/** Services of this context, without pages or jobs. */
@Module({
  providers: [FrameworkRepository, Frameworks, FrameworkSeeder],
  exports: [FrameworkRepository, Frameworks, FrameworkSeeder],
})
export class CompetencyModule {}
