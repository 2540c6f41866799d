import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type QuizInfo, Quizzes } from '#assessment';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, FormErrors, page, redirect, Scoped } from '#platform/http';
import { Drafts } from '../draft/drafts.js';
import { QuizChoices } from '../quiz/quiz-choices.js';
import { activityForm } from './activity.input.js';

type Fields = Record<string, unknown>;

/** Practice and surveys among the lessons of a course; completion does not ask for them. */
@Controller('authoring/courses/:id/activities')
@Access('author', 'programme-admin')
@Scoped('unit')
export class ActivitiesController {
  constructor(
    private readonly drafts: Drafts,
    private readonly quizzes: Quizzes,
    private readonly choices: QuizChoices,
    private readonly forms: FormErrors,
  ) {}

  @Get('new')
  async newForm(@Param('id') id: string, @Query() query: Fields, @CurrentActor() actor: Actor) {
    const draft = await this.drafts.require(actor, id);
    const sectionId = String(query['section'] ?? draft.sections.at(-1)?.id ?? '');
    draft.section(sectionId);
    return this.show(id, null, { ...FRESH, sectionId, bankId: query['bankId'] });
  }

  @Post()
  async create(
    @Param('id') id: string,
    @Body() body: Fields,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(request, id, null, body, async () => {
      const { sectionId, quiz } = activityForm(body);
      await this.drafts.change(actor, id, async (draft, tx) => {
        const quizId = await this.quizzes.create(quiz, tx);
        const details = { title: quiz.title, minutes: quiz.minutes, summary: '', skills: [], sources: [] };
        draft.addLesson(sectionId ?? '', details, { kind: 'activity', quizId });
      });
    });
  }

  @Get(':lessonId')
  async form(@Param() { id, lessonId }: Place, @Query() query: Fields, @CurrentActor() actor: Actor) {
    const lesson = (await this.drafts.require(actor, id)).lesson(lessonId);
    if (lesson.kind !== 'activity' || !lesson.quizId) throw new NotFound();
    const values = valuesOf(await this.quizzes.find(lesson.quizId));
    return this.show(id, lessonId, { ...values, ...(query['bankId'] ? { bankId: query['bankId'] } : {}) });
  }

  @Post(':lessonId')
  async save(
    @Param() { id, lessonId }: Place,
    @Body() body: Fields,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(request, id, lessonId, body, async () => {
      const { quiz } = activityForm(body);
      await this.drafts.change(actor, id, async (draft, tx) => {
        const lesson = draft.lesson(lessonId);
        if (lesson.kind !== 'activity' || !lesson.quizId) throw new NotFound();
        await this.quizzes.update(lesson.quizId, quiz, tx);
        lesson.edit({ title: quiz.title, minutes: quiz.minutes }, new Date(), actor.accountId);
      });
    });
  }

  private async saving(
    request: FastifyRequest,
    id: string,
    lessonId: string | null,
    body: Fields,
    save: () => Promise<void>,
  ) {
    try {
      await save();
      return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.saved' });
    } catch (error) {
      return this.show(id, lessonId, body, this.forms.refusal(request, error));
    }
  }

  private async show(id: string, lessonId: string | null, values: Fields, errors?: object) {
    const base = `/authoring/courses/${id}`;
    const model = {
      base,
      action: `${base}/activities${lessonId ? `/${lessonId}` : ''}`,
      here: `${base}/activities/${lessonId ?? 'new'}`,
      values,
      errors,
      sectionsHref: lessonId && `${base}/lessons/${lessonId}/quiz/sections`,
      ...(await this.choices.of(values)),
    };
    return page('course/authoring/activity/edit', model, errors ? 422 : 200);
  }
}

interface Place {
  id: string;
  lessonId: string;
}

const FRESH = { minutes: '30', attemptsAllowed: '20', behaviour: 'practice', tryAgain: 'on' };

const valuesOf = (quiz: QuizInfo): Fields => ({
  bankId: quiz.bankId,
  title: quiz.title,
  minutes: quiz.minutes,
  attemptsAllowed: quiz.attemptsAllowed,
  behaviour: quiz.behaviour,
  tryAgain: quiz.tryAgain ? 'on' : 'off',
  blueprintId: quiz.blueprintId ?? '',
  ...(quiz.sections.length > 0 ? { sectioned: 'on' } : {}),
  ...Object.fromEntries(
    (quiz.blueprintId || quiz.sections.length > 0 ? [] : quiz.draw).map(({ tag, count }) => [
      `draw.${tag}`,
      String(count),
    ]),
  ),
});
