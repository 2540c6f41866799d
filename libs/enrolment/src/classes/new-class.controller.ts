import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CourseReader } from '#course';
import { UnitAmbiguous } from '#identity';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { ProgrammeScope } from '../programmes/programme-scope.js';
import { newClassInput } from './class.input.js';
import { ClassChoices, PersonAmbiguous } from './class-choices.js';
import { ClassDesk } from './class-desk.js';
import { blankClass, peopleCandidates, unitCandidates } from './class-form.view.js';
import { RUNS } from './plan-rows.js';
import { shownAgain } from './shown-again.js';

const FORM = 'enrolment/classes/form';

/** A class is made inside the programme it belongs to. */
@Controller('programmes/:programmeId/classes')
@Access(...RUNS)
@Scoped('unit')
export class NewClassController {
  constructor(
    private readonly programmes: ProgrammeScope,
    private readonly desk: ClassDesk,
    private readonly choices: ClassChoices,
    private readonly courses: CourseReader,
    private readonly formErrors: FormErrors,
  ) {}

  @Get('new')
  async blank(@Param('programmeId') id: string, @CurrentActor() actor: Actor) {
    const programme = await this.programmes.toRun(id, actor);
    return page(FORM, blankClass(programme, await this.courses.listPublished()));
  }

  @Post()
  @Accepts(newClassInput)
  async create(
    @Param('programmeId') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const programme = await this.programmes.toRun(id, actor);
    try {
      const typed = parseInput(newClassInput, body);
      const details = await this.choices.details(typed, scopePaths(actor, ...RUNS));
      const classId = await this.desk.create(actor, id, details);
      return redirect(`/classes/${classId}`, { kind: 'success', key: 'classes.created' });
    } catch (error) {
      const model = {
        ...blankClass(programme, await this.courses.listPublished()),
        candidates: error instanceof UnitAmbiguous ? unitCandidates(error.candidates) : [],
        people: error instanceof PersonAmbiguous ? peopleCandidates(error.people) : [],
      };
      return shownAgain(FORM, { request, body, error, model }, this.formErrors);
    }
  }
}
