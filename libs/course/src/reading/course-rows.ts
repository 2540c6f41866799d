import type { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import { isUuid } from '#platform/ids';
import type { Skill, Source } from '../version/course-facts.js';
import type { CourseFacts, Outline, OutlineLesson, OutlineSection } from './course-reading.js';
import { type ShownSource, shownSource } from './foreign-title.js';
import type { ShownBlock } from './lesson-html.js';

const openVersionBy = (column: 'slug' | 'id'): Statement => ({
  name: `course-open-version-${column}`,
  text: `SELECT v.id FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
          WHERE c.${column} = $1 AND c.archived_at IS NULL`,
});
const OPEN_VERSION = { slug: openVersionBy('slug'), id: openVersionBy('id') };

/** The queries behind {@link CourseReader}. */
export class CourseRows {
  constructor(private readonly db: DataSource) {}

  async openVersion(by: 'slug' | 'id', value: string): Promise<string | null> {
    if (by === 'id' && !isUuid(value)) return null;
    const rows = await runPrepared<{ id: string }>(this.db, OPEN_VERSION[by], [value]);
    return rows[0]?.id ?? null;
  }

  async openVersions(): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT v.id FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
        WHERE c.archived_at IS NULL`,
    );
    return rows.map((row) => row.id);
  }

  async facts(versionIds: string[]): Promise<CourseFacts[]> {
    const rows: (Omit<CourseFacts, 'sources'> & { sources: Source[] })[] = await this.db.query(
      `SELECT c.id AS "courseId", v.id AS "versionId", v.number AS "versionNumber", c.slug, c.code, v.title, v.summary,
              v.audience, v.tiet, v.outcomes, v.skills, v.sources, v.published_at AS "publishedAt",
              '/media/' || v.cover_media_id AS cover
         FROM course_version v JOIN course c ON c.id = v.course_id WHERE v.id = ANY ($1::uuid[])`,
      [versionIds.filter(isUuid)],
    );
    return rows.map((row) => ({ ...row, sources: row.sources.map(shownSource) }));
  }

  async outline(versionId: string): Promise<Outline | null> {
    if (!isUuid(versionId)) return null;
    const sections: OutlineSection[] = await this.db.query(
      'SELECT id, title, summary FROM section WHERE version_id = $1 ORDER BY position',
      [versionId],
    );
    const lessons: (OutlineLesson & { sectionId: string })[] = await this.db.query(
      `SELECT id, section_id AS "sectionId", lesson_key AS key, slug, kind, title, summary, minutes, quiz_id AS "quizId"
         FROM lesson WHERE version_id = $1 ORDER BY position`,
      [versionId],
    );
    const ofSection = (id: string) =>
      lessons.filter((lesson) => lesson.sectionId === id).map(({ sectionId: _, ...lesson }) => lesson);
    const filled = sections.map((section) => ({ ...section, lessons: ofSection(section.id) }));
    const all = filled.flatMap((section) => section.lessons);
    return {
      versionId,
      sections: filled,
      lessonsTotal: all.filter((lesson) => lesson.kind === 'lesson').length,
      minutesTotal: all.reduce((sum, lesson) => sum + lesson.minutes, 0),
      quiz: all.find((lesson) => lesson.kind === 'quiz') ?? null,
    };
  }

  async lesson(lessonId: string): Promise<{ skills: Skill[]; sources: ShownSource[]; blocks: ShownBlock[] }> {
    const [row]: { skills: Skill[]; sources: Source[] }[] = await this.db.query(
      'SELECT skills, sources FROM lesson WHERE id = $1',
      [lessonId],
    );
    const blocks: ShownBlock[] = await this.db.query(
      `SELECT b.kind, b.html, b.url, b.alt, b.caption, b.media_id AS "mediaId", m.name AS "mediaName",
              m.type AS "mediaType", m.bytes AS "mediaBytes", m.width, m.height
         FROM block b LEFT JOIN media m ON m.id = b.media_id WHERE b.lesson_id = $1 ORDER BY b.position`,
      [lessonId],
    );
    return { skills: row?.skills ?? [], sources: (row?.sources ?? []).map(shownSource), blocks };
  }
}
