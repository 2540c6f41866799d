import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MARK_RELEASES, RELEASED_PARTS, REVIEW_RELEASES, type ReleasedPart } from '#assessment';
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
import { releaseInput } from './release.input.js';
import { releaseValues, stateRows } from './release.view.js';
import { ReleaseRulesOfClasses } from './release-rules.js';

const FORM = 'enrolment/release/form';

/** When the learners of a class hear of marks, may review their answers, and see the right ones. */
@Controller('classes/:id/release')
@Access(...RUNS)
@Scoped('unit')
export class ReleaseController {
  constructor(
    private readonly scope: ClassScope,
    private readonly rules: ReleaseRulesOfClasses,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async edit(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const training = await this.scope.toRun(id, actor);
    const { release, revision } = await this.rules.of(id);
    const values = { ...releaseValues(release), revision };
    return page(FORM, { ...frame(training), values, states: stateRows(release) });
  }

  @Post()
  @Accepts(releaseInput)
  async save(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const training = await this.scope.toRun(id, actor);
    try {
      const { rules, revision } = parseInput(releaseInput, body);
      await this.rules.set(actor, training, revision, rules);
      return redirect(`/classes/${id}/release`, { kind: 'success', key: 'release.saved' });
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      const { release } = await this.rules.of(id);
      return page(FORM, { ...frame(training), values: body, states: stateRows(release), errors }, 422);
    }
  }

  /** A second look before telling. */
  @Get(':part/telling')
  async ask(@Param('id') id: string, @Param('part') given: string, @CurrentActor() actor: Actor) {
    const part = partOf(given);
    const training = await this.scope.toRun(id, actor);
    const { release, graded } = await this.rules.of(id);
    if (!stateRows(release).find((row) => row.part === part)?.mayTell)
      throw new DomainError('enrolment.release-not-waiting');
    return page('enrolment/release/tell', { training, part, graded });
  }

  @Post(':part/telling')
  async tell(@Param('id') id: string, @Param('part') given: string, @CurrentActor() actor: Actor) {
    const part = partOf(given);
    const training = await this.scope.toRun(id, actor);
    await this.rules.tell(actor, training, part);
    return redirect(`/classes/${id}/release`, { kind: 'success', key: `release.told.${part}` });
  }
}

function partOf(given: string): ReleasedPart {
  const part = RELEASED_PARTS.find((each) => each === given);
  if (!part) throw new NotFound();
  return part;
}

const frame = (training: ClassRow) => ({
  training,
  parts: RELEASED_PARTS.map((part) => ({
    part,
    options: (part === 'mark' ? MARK_RELEASES : REVIEW_RELEASES).map((when) => ({
      value: when,
      label: `release.when.${when}`,
    })),
  })),
});
