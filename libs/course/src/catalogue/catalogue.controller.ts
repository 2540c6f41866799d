import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, localeOf, page, parseInput, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { CourseReader } from '../reading/course-reader.js';
import { catalogueQuery } from './catalogue.input.js';
import { catalogueView } from './catalogue.view.js';
import { CourseCatalogue, PAGE_SIZE } from './course-catalogue.js';

/** The courses on offer, for people and for programs. */
@Controller()
@Access('public')
@Scoped('none')
export class CatalogueController {
  constructor(
    private readonly courses: CourseCatalogue,
    private readonly reader: CourseReader,
    private readonly words: Catalogue,
  ) {}

  @Get('courses')
  async list(@Query() given: unknown, @Req() request: FastifyRequest) {
    const query = parseInput(catalogueQuery, given);
    const [result, counts] = await Promise.all([this.courses.search(query), this.courses.counts(query.q)]);
    return page(
      'course/catalogue/index',
      catalogueView(query, result, counts, this.words.for(localeOf(request))),
    );
  }

  @Get('api/courses')
  async listForPrograms(@Query() given: unknown) {
    const query = parseInput(catalogueQuery, given);
    const { total, entries, nearest } = await this.courses.search(query);
    const items = entries.map(({ versionId: _, ...entry }) => ({ ...entry, href: `/courses/${entry.slug}` }));
    return { total, page: query.page, pageSize: PAGE_SIZE, nearest, items };
  }

  @Get('api/courses/:slug')
  async showForPrograms(@Param('slug') slug: string) {
    const course = await this.reader.publishedBySlug(slug);
    if (!course) throw new NotFound();
    const outline = await this.reader.outline(course.versionId);
    const { courseId: _, versionId: __, ...facts } = course;
    const sections = outline?.sections.map(({ title, summary, lessons }) => ({
      title,
      summary,
      lessons: lessons.map((lesson) => ({ title: lesson.title, kind: lesson.kind, minutes: lesson.minutes })),
    }));
    return { ...facts, href: `/courses/${slug}`, sections };
  }
}
