import { Controller, Get, Param, Query } from '@nestjs/common';
import { isWithin } from '#organisation';
import {
  Access,
  type Actor,
  CurrentActor,
  hasRole,
  page,
  parseInput,
  Scoped,
  scopePaths,
} from '#platform/http';
import { RosterImportRepository } from '../nomination/import/roster-import.repository.js';
import { classQuery } from './class.input.js';
import { classListView, PER_PAGE } from './class-list.view.js';
import { ClassScope } from './class-scope.js';
import { SEES } from './plan-rows.js';

/** The page is above this context; only those who may open it see its link. */
const SEES_CERTIFICATES = ['registrar', 'programme-admin', 'auditor', 'system-admin'] as const;

/** Classes for those who run and follow them. */
@Controller('classes')
@Access(...SEES)
@Scoped('unit')
export class ClassesController {
  constructor(
    private readonly classes: ClassScope,
    private readonly imports: RosterImportRepository,
  ) {}

  @Get()
  async index(@CurrentActor() actor: Actor, @Query() given: unknown) {
    const query = parseInput(classQuery, given);
    const offset = (query.page - 1) * PER_PAGE;
    const found = await this.classes.search(actor, { ...query, offset, limit: PER_PAGE });
    return page('enrolment/classes/index', classListView(query, found));
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const training = await this.classes.get(id, actor);
    const mayNominate = this.classes.nominates(actor).length > 0;
    const imports = mayNominate
      ? await this.imports.ofClass(id, training.owned ? null : actor.accountId)
      : [];
    const seesCertificates =
      training.owned || isWithin(training.ownerPath, scopePaths(actor, ...SEES_CERTIFICATES));
    return page('enrolment/classes/show', {
      ...{ training, imports, mayNominate, seesCertificates },
      takesUnitPapers: !seesCertificates && hasRole(actor, 'unit-manager') && training.completed > 0,
      asksGuardians: mayNominate && training.targetGroup !== 'official' && training.targetGroup !== 'worker',
      takesLists: mayNominate && training.phase !== 'over',
      mayReport:
        hasRole(actor, 'programme-admin', 'unit-manager', 'auditor') &&
        (training.owned || training.enrolled > 0),
    });
  }
}
