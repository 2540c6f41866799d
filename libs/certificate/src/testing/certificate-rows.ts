import type { EntityManager } from 'typeorm';
import { makeCourse } from '#course/testing';
import { makeClass, makeEnrolment } from '#enrolment/testing';
import { makePerson } from '#identity/testing';
import { makeUnit } from '#organisation/testing';
import { makeIssuer } from './make-issuer.js';

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

const MINUTE = 60_000;
const COURSE = 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính';

/** A province that certifies, with its people and classes: what certificate tests stand on; all invented. */
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
    await makeUnit(db, { path: 'vn', kind: 'country', name: 'Việt Nam' });
    const province = await makeUnit(db, { path: 'vn.31', kind: 'province', name: 'Thành phố Hải Phòng' });
    const commune = await makeUnit(db, { path: 'vn.31.11311', name: 'Phường Hồng Bàng' });
    const other = await makeUnit(db, { path: 'vn.75', kind: 'province', name: 'Thành phố Đồng Nai' });
    const skills = ['6.2', '6.1', '4.2'].map((component) => ({
      framework: 'tt02-2025',
      component,
      level: 4,
    }));
    const content = { title: COURSE, skills, lessons: 0 };
    const { courseId, versionId } = await makeCourse(db, {
      ownerUnitId: province,
      slug: 'khoa-ai',
      ...content,
    });
    const issuerId = await makeIssuer(db, {
      ownerUnitId: province,
      superiorName: 'Sở Khoa học và Công nghệ Hải Phòng',
    });
    const classId = await trainingClass(db, province, courseId);
    return new CertificateRowsFixture(
      db,
      { province, commune, other },
      versionId,
      courseId,
      issuerId,
      classId,
    );
  }

  /** A class of a programme that this unit owns. */
  trainingClass(ownerUnitId: string): Promise<string> {
    return trainingClass(this.db, ownerUnitId, this.courseId);
  }

  person({
    name,
    birthDate,
    birthYear = null,
    jobTitle,
    unit = 'commune',
  }: PersonFacts = {}): Promise<string> {
    return makePerson(this.db, {
      fullName: name ?? 'Phạm Thị Hồng Nhung',
      birthDate: birthDate === undefined ? '1987-08-14' : birthDate,
      birthYear,
      jobTitle: jobTitle === undefined ? 'Công chức Văn hóa - Xã hội' : jobTitle,
      unitId: unit && this.units[unit],
    });
  }

  /** Completed and passed ten minutes ago, unless told otherwise. */
  async enrolment(facts: EnrolmentFacts = {}): Promise<{ id: string; accountId: string }> {
    const { status = 'completed', passed = true, lessonsDone = 9, source = 'list' } = facts;
    const accountId = await this.person(facts);
    const [yesterday, lately] = [ago(24 * 60), ago(10)];
    const id = await makeEnrolment(this.db, {
      ...{ accountId, status, source, lessonsDone },
      classId: facts.classId ?? this.classId,
      versionId: this.versionId,
      unitId: this.units.commune,
      enrolledAt: yesterday,
      startedAt: yesterday,
      completedAt: status === 'completed' ? lately : null,
      passedAt: passed ? lately : null,
      bestScoreBp: facts.scoreBp ?? 9458,
      quizzesPassed: facts.quizzesPassed ?? (passed ? 1 : 0),
    });
    return { id, accountId };
  }

  async enrolments(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index++)
      ids.push((await this.enrolment({ name: `Người Học Số ${index + 1}` })).id);
    return ids;
  }
}

const trainingClass = (db: Db, ownerUnitId: string, courseId: string): Promise<string> =>
  makeClass(db, { courseId, ownerUnitId, title: `Lớp 1.1 – ${COURSE}`, startsOn: -60, endsOn: 30 });

const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE);
