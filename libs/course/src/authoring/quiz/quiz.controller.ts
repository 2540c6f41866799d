import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type QuizInfo, Quizzes } from '#assessment';
import { DomainError, NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, FormErrors, page, redirect, Scoped } from '#platform/http';
import { Drafts } from '../draft/drafts.js';
import { type QuizForm, quizForm } from './quiz.input.js';
import { QuizChoices } from './quiz-choices.js';

/** The examination of a course: which bank, how many questions of each kind, how long, what passes. */
@Controller('authoring/courses/:id')
@Access('author', 'programme-admin')
@Scoped('unit')
export class QuizController {
  constructor(
    private readonly drafts: Drafts,
    private readonly quizzes: Quizzes,
    private readonly choices: QuizChoices,
    private readonly forms: FormErrors,
  ) {}

  @Get('quiz/new')
  async newForm(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentActor() actor: Actor,
  ) {
    const draft = await this.drafts.require(actor, id);
    const sectionId = String(query['section'] ?? draft.sections.at(-1)?.id ?? '');
    draft.section(sectionId);
    return this.show(id, null, { ...FRESH, sectionId, bankId: query['bankId'] });
  }

  @Post('quiz')
  async create(
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(request, id, null, body, async (form) => {
      const { sectionId, ...settings } = form;
      await this.drafts.change(actor, id, async (draft, tx) => {
        if (draft.lessons.some((lesson) => lesson.kind === 'quiz')) throw new DomainError('course.one-quiz');
        const quizId = await this.quizzes.create(settings, tx);
        const { title, minutes } = settings;
        const details = { title, minutes, summary: '', skills: [], sources: [] };
        draft.addLesson(sectionId ?? '', details, { kind: 'quiz', quizId });
      });
    });
  }

  @Get('lessons/:lessonId/quiz')
  async form(
    @Param() { id, lessonId }: Place,
    @Query() query: Record<string, unknown>,
    @CurrentActor() actor: Actor,
  ) {
    const lesson = (await this.drafts.require(actor, id)).lesson(lessonId);
    if (!lesson.quizId) throw new NotFound();
    const values = valuesOf(await this.quizzes.find(lesson.quizId));
    return this.show(id, lessonId, { ...values, ...(query['bankId'] ? { bankId: query['bankId'] } : {}) });
  }

  @Post('lessons/:lessonId/quiz')
  async save(
    @Param() { id, lessonId }: Place,
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(request, id, lessonId, body, async (form) => {
      const { sectionId: _, ...settings } = form;
      await this.drafts.change(actor, id, async (draft, tx) => {
        const lesson = draft.lesson(lessonId);
        if (!lesson.quizId) throw new NotFound();
        await this.quizzes.update(lesson.quizId, settings, tx);
        lesson.edit({ title: settings.title, minutes: settings.minutes }, new Date(), actor.accountId);
      });
    });
  }

  private async saving(
    request: FastifyRequest,
    id: string,
    lessonId: string | null,
    body: Record<string, unknown>,
    save: (form: QuizForm) => Promise<void>,
  ) {
    try {
      await save(quizForm(body));
      return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.saved' });
    } catch (error) {
      return this.show(id, lessonId, body, this.forms.refusal(request, error));
    }
  }

  private async show(id: string, lessonId: string | null, values: Record<string, unknown>, errors?: object) {
    const base = `/authoring/courses/${id}`;
    const model = {
      base,
      isNew: lessonId === null,
      action: lessonId ? `${base}/lessons/${lessonId}/quiz` : `${base}/quiz`,
      here: lessonId ? `${base}/lessons/${lessonId}/quiz` : `${base}/quiz/new`,
      values,
      errors,
      sectionsHref: lessonId && `${base}/lessons/${lessonId}/quiz/sections`,
      ...(await this.choices.of(values)),
    };
    return page('course/authoring/quiz/edit', model, errors ? 422 : 200);
  }
}

interface Place {
  id: string;
  lessonId: string;
}

const FRESH = {
  minutes: '30',
  attemptsAllowed: '2',
  passPercent: '70',
  feedbackRelease: 'after-pass-or-last',
};

const valuesOf = (quiz: QuizInfo): Record<string, unknown> => ({
  bankId: quiz.bankId,
  title: quiz.title,
  minutes: quiz.minutes,
  attemptsAllowed: quiz.attemptsAllowed,
  passPercent: quiz.passPercent,
  feedbackRelease: quiz.feedbackRelease,
  blueprintId: quiz.blueprintId ?? '',
  ...(quiz.sections.length > 0 ? { sectioned: 'on' } : {}),
  ...Object.fromEntries(
    (quiz.blueprintId || quiz.sections.length > 0 ? [] : quiz.draw).map(({ tag, count }) => [
      `draw.${tag}`,
      String(count),
    ]),
  ),
});
