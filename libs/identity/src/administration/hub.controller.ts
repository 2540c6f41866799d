import { Controller, Get } from '@nestjs/common';
import { Access, type Actor, administrationFor, CurrentActor, page, Scoped } from '#platform/http';

/** The pages of administration, each with what it is for. */
@Controller('admin')
@Access('unit-manager', 'author', 'registrar', 'programme-admin', 'system-admin', 'auditor')
@Scoped('own')
export class AdministrationHubController {
  @Get()
  show(@CurrentActor() actor: Actor) {
    const items = administrationFor(actor).map(({ href, label, note, icon }) => ({
      href,
      label,
      note,
      icon,
    }));
    return page('identity/administration/hub', { items });
  }
}
