import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Catalogue, type Locale } from '#platform/i18n';
import { BoundedCache } from './bounded-cache.js';
import type { CourseFacts, Outline, RenderedLesson } from './course-reading.js';
import { CourseRows } from './course-rows.js';
import { type LessonWords, renderLesson } from './lesson-html.js';

/**
 * What learners, classes and certificates know of courses. Published versions never change, so they are kept in
 * memory by version; drafts are read afresh.
 */
@Injectable()
export class CourseReader {
  private readonly facts = new BoundedCache<CourseFacts>(500);
  private readonly outlines = new BoundedCache<Outline>(500);
  private readonly lessons = new BoundedCache<RenderedLesson>(2000);
  private readonly rows: CourseRows;
  private readonly catalogue = new Catalogue();

  constructor(db: DataSource) {
    this.rows = new CourseRows(db);
  }

  /** The version that new learners get; null when there is none, or the course is archived. */
  async publishedBySlug(slug: string): Promise<CourseFacts | null> {
    const versionId = await this.rows.openVersion('slug', slug);
    return versionId ? this.version(versionId) : null;
  }

  async publishedByCourse(courseId: string): Promise<CourseFacts | null> {
    const versionId = await this.rows.openVersion('id', courseId);
    return versionId ? this.version(versionId) : null;
  }

  /** Courses that classes can be opened for, by title. */
  async listPublished(): Promise<CourseFacts[]> {
    const found = await this.versions(await this.rows.openVersions());
    return [...found.values()].sort((a, b) => a.title.localeCompare(b.title, 'vi'));
  }

  /** Any version, also of an archived course. */
  async version(versionId: string): Promise<CourseFacts | null> {
    return (await this.versions([versionId])).get(versionId) ?? null;
  }

  /** Titles, tiết, skills… of many versions at once. */
  async versions(versionIds: string[]): Promise<Map<string, CourseFacts>> {
    const known = await Promise.all(
      [...new Set(versionIds)].map((id) => this.facts.get(id, async () => null)),
    );
    const found = new Map(known.flatMap((facts) => (facts ? [[facts.versionId, facts]] : [])));
    const missing = versionIds.filter((id) => !found.has(id));
    for (const facts of missing.length > 0 ? await this.rows.facts(missing) : []) {
      found.set(facts.versionId, facts);
      if (facts.publishedAt) await this.facts.get(facts.versionId, async () => facts);
    }
    return found;
  }

  async outline(versionId: string): Promise<Outline | null> {
    if (await this.changes(versionId)) return this.rows.outline(versionId);
    return this.outlines.get(versionId, () => this.rows.outline(versionId));
  }

  async lessonsTotal(versionId: string): Promise<number> {
    return (await this.outline(versionId))?.lessonsTotal ?? 0;
  }

  /** A lesson ready to show, or null when the version has none of that name. */
  async lesson(versionId: string, slug: string, locale: Locale = 'vi'): Promise<RenderedLesson | null> {
    const load = () => this.render(versionId, slug, locale);
    if (await this.changes(versionId)) return load();
    return this.lessons.get(`${versionId} ${locale} ${slug}`, load);
  }

  private async changes(versionId: string): Promise<boolean> {
    return !(await this.version(versionId))?.publishedAt;
  }

  private async render(versionId: string, slug: string, locale: Locale): Promise<RenderedLesson | null> {
    const outline = await this.outline(versionId);
    const all = outline?.sections.flatMap((section) =>
      section.lessons.map((lesson) => ({ lesson, sectionTitle: section.title })),
    );
    const index = all?.findIndex((each) => each.lesson.slug === slug) ?? -1;
    const here = all?.[index];
    if (!all || !here) return null;
    const link = (at: number) => {
      const other = all[at]?.lesson;
      return other ? { slug: other.slug, title: other.title, kind: other.kind } : null;
    };
    const { blocks, skills, sources } = await this.rows.lesson(here.lesson.id);
    return {
      ...here.lesson,
      sectionTitle: here.sectionTitle,
      number: index + 1,
      html: renderLesson(blocks, this.words(locale)),
      skills,
      sources,
      previous: link(index - 1),
      next: link(index + 1),
    };
  }

  private words(locale: Locale): LessonWords {
    const t = this.catalogue.for(locale);
    return { watchElsewhere: t('course.lesson.watch-elsewhere'), openFile: t('course.lesson.open-file') };
  }
}
