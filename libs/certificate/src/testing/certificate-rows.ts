import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

type Db = Pick<EntityManager, 'query'>;

export interface PersonFacts {
  name?: string;
  birthDate?: string | null;
  birthYear?: number | null;
  jobTitle?: string | null;
  unit?: 'commune' | 'other' | null;
}

export interface EnrolmentFacts extends PersonFacts {
  classId?: string;
  status?: 'enrolled' | 'started' | 'completed' | 'withdrawn';
  passed?: boolean;
  lessonsDone?: number;
  quizzesPassed?: number;
  scoreBp?: number;
  source?: 'list' | 'self';
}

const LESSONS = 9;

/** Rows of the contexts below, and the issuer, that certificate tests stand on; all people are invented. */
export class CertificateRowsFixture {
  private constructor(
    private readonly db: Db,
    readonly units: { province: string; commune: string; other: string },
    readonly versionId: string,
    readonly courseId: string,
    readonly issuerId: string,
    readonly classId: string,
  ) {}

  static async create(db: Db): Promise<CertificateRowsFixture> {
    const [country, province, commune, other] = [newId(), newId(), newId(), newId()];
    const unit = async (
      id: string,
      code: string,
      kind: string,
      name: string,
      parent: string | null,
      path: string,
    ) => {
      await db.query(
        `INSERT INTO unit (id, code, kind, name, parent_id, path, valid_from) VALUES ($1, $2, $3, $4, $5, $6, '2025-07-01')`,
        [id, code, kind, name, parent, path],
      );
      await db.query(
        `INSERT INTO unit_period (unit_id, valid_from, kind, name, parent_id) VALUES ($1, '2025-07-01', $2, $3, $4)`,
        [id, kind, name, parent],
      );
    };
    await unit(country, 'vn', 'country', 'Việt Nam', null, 'vn');
    await unit(province, '31', 'province', 'Thành phố Hải Phòng', country, 'vn.31');
    await unit(commune, '11311', 'commune', 'Phường Hồng Bàng', province, 'vn.31.11311');
    await unit(other, '75', 'province', 'Thành phố Đồng Nai', country, 'vn.75');
    const [courseId, versionId, issuerId] = [newId(), newId(), newId()];
    await db.query(`INSERT INTO course (id, slug, code, owner_unit_id) VALUES ($1, 'khoa-ai', 'AI', $2)`, [
      courseId,
      province,
    ]);
    await db.query(
      `INSERT INTO course_version (id, course_id, number, status, title, tiet, skills, published_at)
       VALUES ($1, $2, 1, 'published', 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính', 12, $3, now())`,
      [
        versionId,
        courseId,
        JSON.stringify(
          ['6.2', '6.1', '4.2'].map((component) => ({ framework: 'tt02-2025', component, level: 4 })),
        ),
      ],
    );
    await db.query(
      `INSERT INTO issuer (id, code, owner_unit_id, superior_name, name, certifier, place, signatory_title,
                           signatory_name, serial_pattern, entry_pattern)
       VALUES ($1, 'HP', $2, 'Sở Khoa học và Công nghệ Hải Phòng', 'Trung tâm Công nghệ thông tin và Truyền thông', NULL,
               'Hải Phòng', 'Giám đốc', 'Nguyễn Văn Minh', 'HP{yy} {seq:7}', '{seq}/{yyyy}/GCN-CNTTTT')`,
      [issuerId, province],
    );
    const units = { province, commune, other };
    const classId = await trainingClass(db, province, courseId);
    return new CertificateRowsFixture(db, units, versionId, courseId, issuerId, classId);
  }

  /** A class of a programme that this unit owns. */
  trainingClass(ownerUnitId: string): Promise<string> {
    return trainingClass(this.db, ownerUnitId, this.courseId);
  }

  async person({
    name = 'Phạm Thị Hồng Nhung',
    birthDate = '1987-08-14',
    birthYear = null,
    jobTitle = 'Công chức Văn hóa - Xã hội',
    unit = 'commune',
  }: PersonFacts = {}): Promise<string> {
    const id = newId();
    await this.db.query(`INSERT INTO account (id, username, status) VALUES ($1, $2, 'active')`, [
      id,
      `u-${id}`,
    ]);
    await this.db.query(
      `INSERT INTO person (account_id, full_name, birth_date, birth_year, job_title, unit_id) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, name.normalize('NFC'), birthDate, birthYear, jobTitle, unit && this.units[unit]],
    );
    return id;
  }

  /** Completed and passed ten minutes ago, unless told otherwise. */
  async enrolment(facts: EnrolmentFacts = {}): Promise<{ id: string; accountId: string }> {
    const id = newId();
    const accountId = await this.person(facts);
    const { status = 'completed', passed = true, scoreBp = 9458, source = 'list' } = facts;
    await this.db.query(
      `INSERT INTO enrolment (id, class_id, account_id, course_version_id, unit_id, target_group, source, status,
                              enrolled_at, started_at, completed_at, passed_at, best_score_bp, lessons_done, lessons_total,
                              quizzes_passed, quizzes_total, withdrawn_at)
       VALUES ($1, $2, $3, $4, $5, 'official', $6, $7, now() - interval '1 day', now() - interval '1 day',
               CASE WHEN $7 = 'completed' THEN now() - interval '10 minutes' END,
               CASE WHEN $8 THEN now() - interval '10 minutes' END, $9, $10, $11, $12, 1,
               CASE WHEN $7 = 'withdrawn' THEN now() END)`,
      [
        id,
        facts.classId ?? this.classId,
        accountId,
        this.versionId,
        this.units.commune,
        source,
        status,
        passed,
        scoreBp,
        facts.lessonsDone ?? LESSONS,
        LESSONS,
        facts.quizzesPassed ?? (passed ? 1 : 0),
      ],
    );
    return { id, accountId };
  }

  async enrolments(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index++)
      ids.push((await this.enrolment({ name: `Người Học Số ${index + 1}` })).id);
    return ids;
  }
}

async function trainingClass(db: Db, ownerUnitId: string, courseId: string): Promise<string> {
  const [programmeId, classId] = [newId(), newId()];
  await db.query(
    `INSERT INTO programme (id, code, title, year, owner_unit_id) VALUES ($1, $2, 'Kế hoạch đào tạo', 2026, $3)`,
    [programmeId, programmeId, ownerUnitId],
  );
  await db.query(
    `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on)
     VALUES ($1, $2, $3, 'Lớp 1.1 – Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính', $4, 'online',
             'official', current_date - 60, current_date + 30)`,
    [classId, programmeId, classId, courseId],
  );
  return classId;
}
