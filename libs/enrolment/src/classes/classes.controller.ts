import { Controller, Get, Param } from '@nestjs/common';
import { Access, type Actor, CurrentActor, hasRole, page, Scoped } from '#platform/http';
import { RosterImportRepository } from '../nomination/import/roster-import.repository.js';
import { ClassScope } from './class-scope.js';

/** Classes for those who run and follow them. */
@Controller('classes')
@Access('programme-admin', 'unit-manager', 'registrar', 'auditor', 'system-admin')
@Scoped('unit')
export class ClassesController {
  constructor(
    private readonly classes: ClassScope,
    private readonly imports: RosterImportRepository,
  ) {}

  @Get()
  async index(@CurrentActor() actor: Actor) {
    return page('enrolment/classes/index', { classes: await this.classes.list(actor) });
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const training = await this.classes.get(id, actor);
    const mayNominate = this.classes.nominates(actor).length > 0;
    const imports = mayNominate
      ? await this.imports.ofClass(id, training.owned ? null : actor.accountId)
      : [];
    return page('enrolment/classes/show', {
      training,
      imports,
      mayNominate,
      mayReport:
        hasRole(actor, 'programme-admin', 'unit-manager', 'auditor') &&
        (training.owned || training.enrolled > 0),
    });
  }
}
