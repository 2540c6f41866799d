import { Module } from '@nestjs/common';
import { registerNavigation } from '#platform/http';
import { CompetencyModule } from './competency.module.js';
import { FrameworksController } from './framework/frameworks.controller.js';

registerNavigation({
  href: '/admin/frameworks',
  label: 'competency.nav.frameworks',
  note: 'competency.nav.frameworks-note',
  icon: 'library',
  order: 80,
  roles: ['author', 'programme-admin', 'registrar', 'system-admin', 'auditor'],
});

/** Pages and API of this context. */
@Module({ imports: [CompetencyModule], controllers: [FrameworksController] })
export class CompetencyWebModule {}
