import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnitAmbiguous, UnitChoice } from '#identity';
import { Units } from '#organisation';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { ClassScope } from '../classes/class-scope.js';
import { Classes } from '../classes/classes.js';
import { RUNS } from '../classes/plan-rows.js';
import { shownAgain } from '../classes/shown-again.js';
import { newProgrammeInput, programmeInput, programmeQuery } from './programme.input.js';
import { blankProgramme, FRAME, groupChoices, listView, PER_PAGE, programmeForm } from './programme.view.js';
import { ProgrammeScope } from './programme-scope.js';
import { Programmes } from './programmes.js';

const FORM = 'enrolment/programmes/form';
/** Classes of one programme on its own page; the rest are in the list of classes. */
const CLASSES_SHOWN = 50;

/** Programmes for those who run and follow them. */
@Controller('programmes')
@Access('programme-admin', 'unit-manager', 'registrar', 'auditor', 'system-admin')
@Scoped('unit')
export class ProgrammesController {
  constructor(
    private readonly scope: ProgrammeScope,
    private readonly classes: ClassScope,
    private readonly programmes: Programmes,
    private readonly choice: UnitChoice,
    private readonly units: Units,
    private readonly days: Classes,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Query() given: unknown) {
    const query = parseInput(programmeQuery, given);
    const found = await this.scope.search(actor, {
      ...query,
      offset: (query.page - 1) * PER_PAGE,
      limit: PER_PAGE,
    });
    return page('enrolment/programmes/index', {
      ...listView(query, found),
      mayCreate: hasRole(actor, ...RUNS),
    });
  }

  @Get('new')
  @Access(...RUNS)
  async blank(@CurrentActor() actor: Actor) {
    const mine = await this.units.byPaths(scopePaths(actor, ...RUNS));
    return page(FORM, blankProgramme(await this.days.today(), mine));
  }

  @Post()
  @Access(...RUNS)
  @Accepts(newProgrammeInput)
  async create(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    try {
      const { unit: typed, unitCode, ...details } = parseInput(newProgrammeInput, body);
      const unit = await this.choice.resolve({ unit: typed, unitCode }, scopePaths(actor, ...RUNS));
      const id = await this.programmes.create(actor, unit.id, details);
      return redirect(`/programmes/${id}`, { kind: 'success', key: 'programmes.created' });
    } catch (error) {
      const candidates = error instanceof UnitAmbiguous ? error.candidates : [];
      const model = { ...FRAME, groups: groupChoices(body['targetGroups']), candidates };
      return shownAgain(FORM, { request, body, error, model }, this.formErrors);
    }
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const programme = await this.scope.get(id, actor);
    const classes = await this.classes.search(actor, {
      q: '',
      programme: id,
      offset: 0,
      limit: CLASSES_SHOWN,
    });
    return page('enrolment/programmes/show', {
      programme,
      classes: classes.rows,
      more: classes.total > classes.rows.length ? `/classes?programme=${id}` : null,
      mayReport: hasRole(actor, 'programme-admin', 'unit-manager', 'auditor'),
      completed: programme.owned ? await this.scope.completed(id) : null,
    });
  }

  @Get(':id/edit')
  @Access(...RUNS)
  async edit(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return page(FORM, programmeForm(await this.scope.toRun(id, actor)));
  }

  @Post(':id')
  @Access(...RUNS)
  @Accepts(programmeInput)
  async change(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const programme = await this.scope.toRun(id, actor);
    try {
      const { revision, ...details } = parseInput(programmeInput, body);
      await this.programmes.change(actor, id, revision, details);
      return redirect(`/programmes/${id}`, { kind: 'success', key: 'programmes.changed' });
    } catch (error) {
      const { action, back, isNew, values } = programmeForm(programme);
      const model = { action, back, isNew, groups: groupChoices(body['targetGroups']) };
      return shownAgain(FORM, { request, body, error, model, kept: { unit: values.unit } }, this.formErrors);
    }
  }
}
