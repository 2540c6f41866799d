import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { COUNTED_MARKS, plainRules, type RetakeRules } from '#assessment';
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
import { CourseSheets } from '../learning/course-sheets.js';
import { RetakePolicies } from './retake-policies.js';
import { waitOf } from './retake-words.js';
import { retakesInput } from './retakes.input.js';

const FORM = 'enrolment/retakes/form';

/** What a class rules about sitting its examination again. */
@Controller('classes/:id/retakes')
@Access(...RUNS)
@Scoped('unit')
export class RetakesController {
  constructor(
    private readonly scope: ClassScope,
    private readonly policies: RetakePolicies,
    private readonly sheets: CourseSheets,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async edit(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const training = await this.scope.toRun(id, actor);
    const { rules, revision, marked } = await this.policies.of(id);
    const { exam } = await this.sheets.published(training.courseSlug);
    const values = valuesOf(rules ?? plainRules(exam?.quiz.attemptsAllowed ?? 1));
    const kept = keptMark(rules);
    return page(FORM, {
      ...frame(training),
      marked,
      kept,
      noExam: exam === null,
      values: { ...values, revision },
    });
  }

  @Post()
  @Accepts(retakesInput)
  async save(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const training = await this.scope.toRun(id, actor);
    try {
      const { rules, revision } = parseInput(retakesInput, body);
      await this.policies.set(actor, training, revision, rules);
      return redirect(`/classes/${id}`, { kind: 'success', key: 'retakes.saved' });
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      const { marked, rules } = await this.policies.of(id);
      return page(FORM, { ...frame(training), marked, kept: keptMark(rules), values: body, errors }, 422);
    }
  }
}

const frame = (training: ClassRow) => ({ training, countedMarks: COUNTED_MARKS });

/** The only one to choose once people have marks. */
const keptMark = (rules: RetakeRules | null) => rules?.counted ?? 'highest';

function valuesOf({ attempts, waitMinutes, counted }: RetakeRules) {
  const { amount, unit } = waitOf(waitMinutes);
  return { attempts, wait: amount, unit, counted };
}
