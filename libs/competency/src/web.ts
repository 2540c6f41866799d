import { Module } from '@nestjs/common';
import { registerNavigation } from '#platform/http';
import { CaseController } from './case/case.controller.js';
import { CompetencyModule } from './competency.module.js';
import { CrosswalksController } from './crosswalk/crosswalks.controller.js';
import { FrameworksController } from './framework/frameworks.controller.js';
import { ImportsController } from './version/imports.controller.js';
import { ReviewController } from './version/review.controller.js';

registerNavigation({
  href: '/admin/frameworks',
  label: 'competency.nav.frameworks',
  note: 'competency.nav.frameworks-note',
  icon: 'library',
  order: 80,
  roles: ['author', 'programme-admin', 'registrar', 'system-admin', 'auditor'],
});

/** Pages and API of this context. */
@Module({
  imports: [CompetencyModule],
  // Imports first: their addresses would else be taken for codes of frameworks.
  controllers: [
    ImportsController,
    FrameworksController,
    ReviewController,
    CrosswalksController,
    CaseController,
  ],
})
export class CompetencyWebModule {}
