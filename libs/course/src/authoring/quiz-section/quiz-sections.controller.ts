import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type QuizInfo, QuizTrials, type SectionInfo } from '#assessment';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { positionInput } from '../outline/outline.input.js';
import { QuizChoices } from '../quiz/quiz-choices.js';
import { navigationInput, sectionForm } from './quiz-section.input.js';
import { type QuizPlace, QuizSections } from './quiz-sections.js';

type Fields = Record<string, unknown>;
interface SectionPlace extends QuizPlace {
  number: string;
}

/** The sections of a quiz: what belongs to each, how long it lasts, whether one may go back. */
@Controller('authoring/courses/:id/lessons/:lessonId/quiz')
@Access('author', 'programme-admin')
@Scoped('unit')
export class QuizSectionsController {
  constructor(
    private readonly sections: QuizSections,
    private readonly choices: QuizChoices,
    private readonly trials: QuizTrials,
    private readonly forms: FormErrors,
  ) {}

  @Get('sections')
  async index(@Param() place: QuizPlace, @CurrentActor() actor: Actor) {
    const quiz = await this.sections.quiz(actor, place);
    const last = quiz.sections.length - 1;
    return page('course/authoring/quiz-section/index', {
      ...addresses(place, quiz),
      quiz,
      sections: quiz.sections.map((section, index) => ({
        ...{ ...section, number: index + 1, id: `${index + 1}` },
        ...{ isFirst: index === 0, isLast: index === last },
      })),
      timed: quiz.sections.some(({ minutes }) => minutes !== null),
      together: quiz.sections.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
    });
  }

  @Get('sections/new')
  async newForm(@Param() place: QuizPlace, @CurrentActor() actor: Actor) {
    const quiz = await this.sections.quiz(actor, place);
    // The first section begins with what the quiz draws already.
    const drawn = quiz.sections.length === 0 ? quiz : { blueprintId: null, draw: [] };
    const { blueprintId, draw } = drawn;
    const blank = { title: '', instructions: '', minutes: null };
    return this.form(place, quiz, null, valuesOf({ ...blank, blueprintId, draw }));
  }

  /** What the sections would give as they are: enough questions, coverage, how alike the forms are. */
  @Get('sections/trial')
  async trial(@Param() place: QuizPlace, @CurrentActor() actor: Actor) {
    const quiz = await this.sections.quiz(actor, place);
    const trial = await this.trials.view(quiz.id);
    return page('course/authoring/quiz-section/trial', { ...addresses(place, quiz), quiz, ...trial });
  }

  @Post('sections')
  async add(
    @Param() place: QuizPlace,
    @Body() body: Fields,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(request, actor, place, null, body, async () => {
      const section = sectionForm(body);
      await this.sections.change(actor, place, (sections) => [...sections, section]);
    });
  }

  @Get('sections/:number')
  async edit(@Param() place: SectionPlace, @CurrentActor() actor: Actor) {
    const quiz = await this.sections.quiz(actor, place);
    const index = indexOf(place.number, quiz.sections);
    return this.form(place, quiz, index + 1, valuesOf(quiz.sections[index]!));
  }

  @Post('sections/:number')
  async save(
    @Param() place: SectionPlace,
    @Body() body: Fields,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(request, actor, place, Number(place.number), body, async () => {
      const section = sectionForm(body);
      await this.sections.change(actor, place, (sections) => {
        const index = indexOf(place.number, sections);
        return sections.map((each, at) => (at === index ? section : each));
      });
    });
  }

  @Post('sections/:number/position')
  async move(@Param() place: SectionPlace, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const { direction } = parseInput(positionInput, body);
    await this.sections.change(actor, place, (sections) => {
      const index = indexOf(place.number, sections);
      const moved = sections.filter((_, at) => at !== index);
      moved.splice(Math.max(0, index + (direction === 'up' ? -1 : 1)), 0, sections[index]!);
      return moved;
    });
    return redirect(hereOf(place));
  }

  @Post('sections/:number/deletion')
  async remove(@Param() place: SectionPlace, @CurrentActor() actor: Actor) {
    await this.sections.change(actor, place, (sections) => {
      const index = indexOf(place.number, sections);
      return sections.filter((_, at) => at !== index);
    });
    return redirect(hereOf(place), { kind: 'success', key: 'course.authoring.deleted' });
  }

  @Post('navigation')
  async navigate(@Param() place: QuizPlace, @Body() body: unknown, @CurrentActor() actor: Actor) {
    await this.sections.navigate(actor, place, parseInput(navigationInput, body).navigation);
    return redirect(hereOf(place), SAVED);
  }

  private async saving(
    request: FastifyRequest,
    actor: Actor,
    place: QuizPlace,
    number: number | null,
    body: Fields,
    save: () => Promise<void>,
  ) {
    try {
      await save();
      return redirect(hereOf(place), SAVED);
    } catch (error) {
      const quiz = await this.sections.quiz(actor, place);
      return this.form(place, quiz, number, body, this.forms.refusal(request, error));
    }
  }

  private async form(
    place: QuizPlace,
    quiz: QuizInfo,
    number: number | null,
    values: Fields,
    errors?: object,
  ) {
    const model = {
      ...{ ...addresses(place, quiz), quiz, number, values, errors },
      untimed: quiz.behaviour === 'survey',
      replaces: number === null && quiz.sections.length === 0,
      ...(await this.choices.of({ ...values, bankId: quiz.bankId })),
    };
    return page('course/authoring/quiz-section/form', model, errors ? 422 : 200);
  }
}

const SAVED = { kind: 'success', key: 'course.authoring.saved' } as const;

const baseOf = ({ id }: QuizPlace) => `/authoring/courses/${id}`;
const hereOf = (place: QuizPlace) => `${baseOf(place)}/lessons/${place.lessonId}/quiz/sections`;

function addresses(place: QuizPlace, { behaviour }: QuizInfo) {
  const [base, here] = [baseOf(place), hereOf(place)];
  const isExamination = behaviour === 'examination';
  const quizHref = isExamination
    ? `${base}/lessons/${place.lessonId}/quiz`
    : `${base}/activities/${place.lessonId}`;
  const navigationHref = `${base}/lessons/${place.lessonId}/quiz/navigation`;
  return { base, here, quizHref, navigationHref, quizKey: isExamination ? 'course.quiz' : 'course.activity' };
}

function indexOf(number: string, sections: unknown[]): number {
  const index = /^\d{1,3}$/.test(number) ? Number(number) - 1 : -1;
  if (!(index in sections)) throw new NotFound();
  return index;
}

const valuesOf = ({
  title,
  instructions,
  minutes,
  blueprintId,
  draw,
}: Omit<SectionInfo, 'questions'>): Fields => ({
  ...{ title, instructions, minutes, blueprintId: blueprintId ?? '' },
  ...Object.fromEntries(blueprintId ? [] : draw.map(({ tag, count }) => [`draw.${tag}`, String(count)])),
});
