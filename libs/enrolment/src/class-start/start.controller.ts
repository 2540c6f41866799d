import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, NotFound } from '#platform/errors';
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
} from '#platform/http';
import { type ClassRow, ClassScope } from '../classes/class-scope.js';
import { RUNS } from '../classes/plan-rows.js';
import { ClassStarts } from './class-starts.js';
import { Preparations } from './preparations.js';
import { startInput } from './start.input.js';
import { preparationView, startValues } from './start.view.js';

const FORM = 'enrolment/class-start/form';

/** The common start of a class, and the attempts that are made ahead of it. */
@Controller('classes/:id/start')
@Access(...RUNS)
@Scoped('unit')
export class ClassStartController {
  constructor(
    private readonly scope: ClassScope,
    private readonly starts: ClassStarts,
    private readonly preparations: Preparations,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async edit(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const training = await this.scope.toRun(id, actor);
    const { start, revision } = await this.starts.of(id);
    const preparation = await this.preparation(id, actor);
    if (request.headers['hx-request']) {
      if (!preparation) throw new NotFound();
      return page('enrolment/class-start/preparation', { preparation });
    }
    return page(FORM, { training, preparation, values: { ...startValues(start), revision } });
  }

  @Post()
  @Accepts(startInput)
  async save(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const training = await this.scope.toRun(id, actor);
    try {
      const { start, revision } = parseInput(startInput, body);
      await this.starts.set(actor, training, revision, start);
      return saved(training, start.at ? 'start.saved' : 'start.cleared');
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      const preparation = await this.preparation(id, actor);
      return page(FORM, { training, preparation, values: body, errors }, 422);
    }
  }

  /** For those who came after it was done, or after it was stopped. */
  @Post('preparation')
  async prepare(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const training = await this.scope.toRun(id, actor);
    const preparation = await this.preparation(id, actor);
    if (!preparation) throw new DomainError('enrolment.start-missing');
    if (preparation.mayPrepare) await this.preparations.beginBy(actor, training);
    return saved(training, 'start.preparing');
  }

  private async preparation(classId: string, actor: Actor) {
    const { start } = await this.starts.of(classId);
    if (!start) return null;
    return preparationView(classId, start, await this.preparations.of(classId), actor.accountId);
  }
}

const saved = ({ id }: ClassRow, key: string) => redirect(`/classes/${id}/start`, { kind: 'success', key });
