import { Module } from '@nestjs/common';
import { CasePackages } from './case/case-packages.js';
import { CrosswalkFiles } from './crosswalk/crosswalk-files.js';
import { Crosswalks } from './crosswalk/crosswalks.js';
import { FrameworkFiles } from './document/framework-files.js';
import { Frameworks } from './framework/frameworks.js';
import { MappingSources } from './mapping/mapping-sources.js';
import { FrameworkSeeder } from './seed/framework-seeder.js';
import { FrameworkExchange } from './version/framework-exchange.js';
import { FrameworkVersions } from './version/framework-versions.js';
import { MappingReview } from './version/mapping-review.js';
import { VersionImports } from './version/version-imports.js';
import { VersionPublication } from './version/version-publication.js';

const services = [
  CasePackages,
  CrosswalkFiles,
  Crosswalks,
  FrameworkExchange,
  FrameworkFiles,
  Frameworks,
  FrameworkSeeder,
  FrameworkVersions,
  MappingReview,
  MappingSources,
  VersionImports,
  VersionPublication,
];

/** Services of this context, without pages or jobs. */
@Module({ providers: services, exports: services })
export class CompetencyModule {}
