import { Module } from '@nestjs/common';
import { registerNavigation } from '#platform/http';
import { OrganisationModule } from './organisation.module.js';
import { UNIT_READERS, UnitsController } from './unit/units.controller.js';

registerNavigation({
  href: '/admin/units',
  label: 'organisation.nav.units',
  note: 'organisation.nav.units-note',
  icon: 'network',
  order: 75,
  roles: [...UNIT_READERS],
});

/** Pages and API of this context. */
@Module({ imports: [OrganisationModule], controllers: [UnitsController] })
export class OrganisationWebModule {}
