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
import { classInput } from './class.input.js';
import { ClassChoices, PersonAmbiguous } from './class-choices.js';
import { ClassDesk } from './class-desk.js';
import { classFormOf, formFrame, peopleCandidates, unitCandidates } from './class-form.view.js';
import { type ClassRow, ClassScope } from './class-scope.js';
import { RUNS } from './plan-rows.js';
import { shownAgain } from './shown-again.js';

const FORM = 'enrolment/classes/form';

/** Changing a class, closing it, opening it again. */
@Controller('classes/:id')
@Access(...RUNS)
@Scoped('unit')
export class ClassEditingController {
  constructor(
    private readonly scope: ClassScope,
    private readonly desk: ClassDesk,
    private readonly choices: ClassChoices,
    private readonly courses: CourseReader,
    private readonly formErrors: FormErrors,
  ) {}

  @Get('edit')
  async edit(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const training = await this.scope.toRun(id, actor);
    return page(FORM, classFormOf(training, await this.courses.listPublished()));
  }

  @Post()
  @Accepts(classInput)
  async change(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const training = await this.scope.toRun(id, actor);
    try {
      const { revision, ...typed } = parseInput(classInput, body);
      const details = await this.choices.details(typed, scopePaths(actor, ...RUNS), training);
      await this.desk.change(actor, id, revision, details);
      return redirect(`/classes/${id}`, { kind: 'success', key: 'classes.changed' });
    } catch (error) {
      return shownAgain(
        FORM,
        { request, body, error, model: await this.around(training, error) },
        this.formErrors,
      );
    }
  }

  @Get('closure')
  async confirm(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return page('enrolment/classes/close', { training: await this.scope.toRun(id, actor) });
  }

  @Post('closure')
  async close(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.desk.close(actor, id);
    return redirect(`/classes/${id}`, { kind: 'success', key: 'classes.closed-now' });
  }

  @Post('reopening')
  async reopen(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.desk.reopen(actor, id);
    return redirect(`/classes/${id}`, { kind: 'success', key: 'classes.reopened' });
  }

  private async around(training: ClassRow, error: unknown) {
    const { programme, action, back, isNew } = classFormOf(training, []);
    return {
      ...formFrame({ programme, courses: await this.courses.listPublished() }),
      ...{ action, back, isNew },
      candidates: error instanceof UnitAmbiguous ? unitCandidates(error.candidates) : [],
      people: error instanceof PersonAmbiguous ? peopleCandidates(error.people) : [],
    };
  }
}
