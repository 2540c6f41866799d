import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Quizzes } from '#assessment';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, redirect, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { CourseReader } from '../../reading/course-reader.js';
import { AuthorScope } from '../draft/author-scope.js';
import { lessonHref } from '../outline/builder.view.js';
import { type PreviewedVersion, previewView } from './preview.view.js';

/** A version as learners will meet it, before or after it is published. */
@Controller('authoring/courses/:id/preview')
@Access('author', 'programme-admin')
@Scoped('unit')
export class PreviewController {
  constructor(
    private readonly scope: AuthorScope,
    private readonly reader: CourseReader,
    private readonly db: DataSource,
    private readonly quizzes: Quizzes,
    private readonly words: Catalogue,
  ) {}

  /** `version` is the number of one; without it the draft, or what is published. `lesson` is the id of one. */
  @Get()
  async course(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const version = await this.version(actor, id, query['version']);
    const outline = await this.reader.outline(version.id);
    const course = await this.reader.version(version.id);
    if (!outline || !course) throw new NotFound();
    const lessons = outline.sections.flatMap((section) => section.lessons);
    const wanted = lessons.find((lesson) => isUuid(String(query['lesson'])) && lesson.id === query['lesson']);
    if (wanted) return redirect(`/authoring/courses/${id}/preview/${wanted.slug}${suffix(version)}`);
    const t = this.words.for(localeOf(request));
    return page('course/authoring/preview/course', previewView(id, course, outline, version, t));
  }

  @Get(':slug')
  async lesson(
    @Param() { id, slug }: { id: string; slug: string },
    @Query('version') number: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const version = await this.version(actor, id, number);
    const lesson = await this.reader.lesson(version.id, slug, localeOf(request));
    if (!lesson) throw new NotFound();
    const base = `/authoring/courses/${id}/preview`;
    const link = (to: { slug: string; title: string } | null) =>
      to && { title: to.title, href: `${base}/${to.slug}${suffix(version)}` };
    return page('course/authoring/preview/lesson', {
      ...lesson,
      isQuiz: lesson.kind !== 'lesson',
      quiz: lesson.quizId && (await this.quizzes.find(lesson.quizId)),
      isDraft: version.isDraft,
      versionNumber: version.number,
      outlineHref: `${base}${suffix(version)}`,
      editHref: version.isDraft ? lessonHref(`/authoring/courses/${id}`, lesson) : null,
      previous: link(lesson.previous),
      next: link(lesson.next),
    });
  }

  private async version(actor: Actor, id: string, number: unknown): Promise<PreviewedVersion> {
    await this.scope.course(actor, id);
    const given = typeof number === 'string' && /^\d{1,6}$/.test(number) ? Number(number) : null;
    const rows: PreviewedVersion[] = await this.db.query(
      `SELECT id, number, status = 'draft' AS "isDraft", $2::int IS NOT NULL AS chosen FROM course_version
        WHERE course_id = $1 AND ($2::int IS NULL OR number = $2) ORDER BY number DESC LIMIT 1`,
      [id, given],
    );
    if (!rows[0]) throw new NotFound();
    return rows[0];
  }
}

const suffix = ({ chosen, number }: PreviewedVersion): string => (chosen ? `?version=${number}` : '');
