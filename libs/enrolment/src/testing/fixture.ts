import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

type Db = Pick<EntityManager, 'query'>;

/** Rows of the contexts below that enrolment tests stand on. */
export class Fixture {
  private constructor(
    readonly db: Db,
    readonly unitId: string,
  ) {}

  static async create(db: Db): Promise<Fixture> {
    const unitId = newId();
    await db.query(
      `INSERT INTO unit (id, code, kind, name, path, valid_from) VALUES ($1, 'T1', 'province', 'Thành phố Thử nghiệm', 'vn.T1', '2025-07-01')`,
      [unitId],
    );
    return new Fixture(db, unitId);
  }

  /** A commune below the province of this fixture; the path of `T1-02` is `vn.T1.T1_02`. */
  async commune(code: string, name: string): Promise<string> {
    const id = newId();
    await this.db.query(
      `INSERT INTO unit (id, code, kind, name, parent_id, path, valid_from)
       VALUES ($1, $2, 'commune', $3, $4, ('vn.T1.' || $5)::ltree, '2025-07-01')`,
      [id, code, name, this.unitId, code.replaceAll('-', '_')],
    );
    return id;
  }

  /** Somebody who holds a role over a unit and everything below it. */
  async official(role: string, unitId = this.unitId, fullName = 'Bùi Thị Lan Anh'): Promise<string> {
    const id = await this.person(fullName, 'official', unitId);
    await this.db.query('INSERT INTO role_grant (id, account_id, role, unit_id) VALUES ($1, $2, $3, $4)', [
      ...[newId(), id, role],
      unitId,
    ]);
    return id;
  }

  async person(
    fullName = 'Nguyễn Văn Thử',
    targetGroup = 'official',
    unitId: string = this.unitId,
  ): Promise<string> {
    const id = newId();
    await this.db.query(`INSERT INTO account (id, username, status) VALUES ($1, $2, 'active')`, [
      id,
      `u-${id}`,
    ]);
    await this.db.query(
      `INSERT INTO person (account_id, full_name, unit_id, target_group) VALUES ($1, $2, $3, $4)`,
      [id, fullName.normalize('NFC'), unitId, targetGroup],
    );
    return id;
  }

  people(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.person(`Người học ${index}`)));
  }

  /** Lessons `bai-1`, `bai-2`, …, and the examination at the end when a quiz is given. */
  async course(lessons = 3, quizId: string | null = null) {
    const courseId = newId();
    const slug = `c-${courseId}`;
    await this.db.query(`INSERT INTO course (id, slug, code, owner_unit_id) VALUES ($1, $2, $2, $3)`, [
      courseId,
      slug,
      this.unitId,
    ]);
    return { courseId, slug, versionId: await this.publish(courseId, 1, lessons, quizId) };
  }

  /** A new published version with one section; the one before is superseded. */
  async publish(courseId: string, number: number, lessons: number, quizId: string | null = null) {
    const [versionId, sectionId] = [newId(), newId()];
    await this.db.query(
      `INSERT INTO course_version (id, course_id, number, title, tiet) VALUES ($1, $2, $3, 'Khóa thử', 12)`,
      [versionId, courseId, number],
    );
    await this.db.query(
      `INSERT INTO section (id, version_id, position, title) VALUES ($1, $2, 1, 'Phần 1')`,
      [sectionId, versionId],
    );
    for (let position = 1; position <= lessons; position++) {
      const lessonId = newId();
      await this.db.query(
        `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, slug, title, minutes) VALUES ($1, $2, $3, $4, $5, $6, $7, 20)`,
        [lessonId, versionId, sectionId, position, newId(), `bai-${position}`, `Nội dung số ${position}`],
      );
      await this.db.query(
        `INSERT INTO block (id, lesson_id, position, kind, html) VALUES ($1, $2, 1, 'text', '<p>Chữ của bài.</p>')`,
        [newId(), lessonId],
      );
    }
    if (quizId)
      await this.db.query(
        `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, kind, slug, title, minutes, quiz_id) VALUES ($1, $2, $3, $4, $5, 'quiz', 'kiem-tra', 'Bài kiểm tra cuối khóa', 20, $6)`,
        [newId(), versionId, sectionId, lessons + 1, newId(), quizId],
      );
    await this.db.query(
      `UPDATE course_version SET status = 'superseded' WHERE course_id = $1 AND status = 'published'`,
      [courseId],
    );
    await this.db.query(
      `UPDATE course_version SET status = 'published', published_at = now() WHERE id = $1`,
      [versionId],
    );
    return versionId;
  }

  /** A class open from a week ago until a month ahead, unless told otherwise (days counted from today). */
  async trainingClass(
    courseId: string,
    options: { capacity?: number; selfEnrolment?: boolean; from?: number; to?: number } = {},
  ): Promise<string> {
    const [programmeId, classId] = [newId(), newId()];
    await this.db.query(
      `INSERT INTO programme (id, code, title, year, owner_unit_id) VALUES ($1, $2, 'Chương trình thử', 2026, $3)`,
      [programmeId, programmeId, this.unitId],
    );
    await this.db.query(
      `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on, capacity, self_enrolment)
       VALUES ($1, $2, $3, 'Lớp thử', $4, 'online', 'official', current_date + $5::int, current_date + $6::int, $7, $8)`,
      [
        classId,
        programmeId,
        classId,
        courseId,
        options.from ?? -7,
        options.to ?? 30,
        options.capacity ?? null,
        options.selfEnrolment ?? true,
      ],
    );
    return classId;
  }
}
