import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

type Db = Pick<EntityManager, 'query'>;

export interface VersionFacts {
  title?: string;
  tiet?: number;
  skills?: { framework: string; component: string; level: number }[];
  /** Lessons `bai-1`, `bai-2`, … in one section. */
  lessons?: number;
  /** The examination at the end. */
  quizId?: string | null;
}

export interface CourseFacts extends VersionFacts {
  ownerUnitId: string;
  slug?: string;
}

/** A course with a published version. */
export async function makeCourse(db: Db, { ownerUnitId, slug, ...version }: CourseFacts) {
  const courseId = newId();
  const address = slug ?? `c-${courseId}`;
  await db.query('INSERT INTO course (id, slug, code, owner_unit_id) VALUES ($1, $2, $2, $3)', [
    courseId,
    address,
    ownerUnitId,
  ]);
  return { courseId, slug: address, versionId: await publishVersion(db, courseId, 1, version) };
}

/** A new published version; the one before is superseded. */
export async function publishVersion(
  db: Db,
  courseId: string,
  number: number,
  { title = 'Khóa thử', tiet = 12, skills = [], lessons = 3, quizId = null }: VersionFacts = {},
): Promise<string> {
  const [versionId, sectionId] = [newId(), newId()];
  await db.query(
    'INSERT INTO course_version (id, course_id, number, title, tiet, skills) VALUES ($1, $2, $3, $4, $5, $6)',
    [versionId, courseId, number, title, tiet, JSON.stringify(skills)],
  );
  await db.query(`INSERT INTO section (id, version_id, position, title) VALUES ($1, $2, 1, 'Phần 1')`, [
    sectionId,
    versionId,
  ]);
  for (let position = 1; position <= lessons; position++) {
    const lessonId = newId();
    await db.query(
      `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, slug, title, minutes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 20)`,
      [lessonId, versionId, sectionId, position, newId(), `bai-${position}`, `Nội dung số ${position}`],
    );
    await db.query(
      `INSERT INTO block (id, lesson_id, position, kind, html) VALUES ($1, $2, 1, 'text', '<p>Chữ của bài.</p>')`,
      [newId(), lessonId],
    );
  }
  if (quizId)
    await db.query(
      `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, kind, slug, title, minutes, quiz_id)
       VALUES ($1, $2, $3, $4, $5, 'quiz', 'kiem-tra', 'Bài kiểm tra cuối khóa', 20, $6)`,
      [newId(), versionId, sectionId, lessons + 1, newId(), quizId],
    );
  await db.query(
    `UPDATE course_version SET status = 'superseded' WHERE course_id = $1 AND status = 'published'`,
    [courseId],
  );
  await db.query(`UPDATE course_version SET status = 'published', published_at = now() WHERE id = $1`, [
    versionId,
  ]);
  return versionId;
}
