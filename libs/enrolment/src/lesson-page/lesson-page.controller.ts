import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Frameworks } from '#competency';
import { CourseReader } from '#course';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  type Redirect,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { Learning } from '../learning/learning.js';
import { expectNoInput } from '../learning/no-input.js';
import { orBack } from '../learning/or-back.js';
import { dayText } from '../learning/words.js';
import { Progress } from '../progress/progress.js';
import { lessonPageView } from './lesson-page.view.js';

/** Reading a lesson, and saying that it is done. */
@Controller('learn/:enrolmentId/lessons/:slug')
@Access('signed-in')
@Scoped('own')
export class LessonPageController {
  constructor(
    private readonly learning: Learning,
    private readonly progress: Progress,
    private readonly courses: CourseReader,
    private readonly frameworks: Frameworks,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(
    @Param('enrolmentId') id: string,
    @Param('slug') slug: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const learning = await this.learning.of(actor.accountId, id);
    const { mine, sheet } = learning;
    if (sheet.exam?.lesson.slug === slug) return redirect(`/learn/${id}#exam`);
    if (mine.phase === 'ahead') {
      const params = { date: dayText(mine.startsOn) };
      return redirect(`/learn/${id}`, { kind: 'info', key: 'errors.enrolment.class-ahead', params });
    }
    const lesson = await this.courses.lesson(mine.versionId, slug, localeOf(request));
    if (lesson?.kind !== 'lesson') throw new NotFound();
    const skills = await Promise.all(
      lesson.skills.map(async ({ framework, component }) => ({
        code: component,
        name: await this.frameworks.componentName(framework, component),
      })),
    );
    const t = this.catalogue.for(localeOf(request));
    return page('enrolment/lesson-page/lesson-page', lessonPageView(learning, lesson, skills, t));
  }

  /** “Đánh dấu đã học và tiếp tục”: safe to send twice. Goes on to the next lesson, or back to what is missing. */
  @Post('completion')
  complete(
    @Param('enrolmentId') id: string,
    @Param('slug') slug: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<Redirect> {
    expectNoInput(body);
    return orBack(id, async () => {
      await this.progress.completeLesson(actor.accountId, id, slug);
      const { sheet, state } = await this.learning.of(actor.accountId, id);
      const at = sheet.lessons.findIndex((lesson) => lesson.slug === slug);
      const following = sheet.lessons[at + 1];
      if (following && state.missing.length > 0) return redirect(`/learn/${id}/lessons/${following.slug}`);
      const key = state.missing.length > 0 ? 'enrolment.flash.some-left' : 'enrolment.flash.lessons-done';
      return redirect(`/learn/${id}`, { kind: 'success', key, params: { count: state.missing.length } });
    });
  }
}
