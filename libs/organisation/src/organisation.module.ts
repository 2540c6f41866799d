import { Module } from '@nestjs/common';
import { UnitSeeder } from './seed/unit-seeder.js';
import { Units } from './unit/units.js';

/** Services of this context, without pages or jobs. */
@Module({ providers: [Units, UnitSeeder], exports: [Units, UnitSeeder] })
export class OrganisationModule {}
