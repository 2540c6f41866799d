import type { EntityManager } from 'typeorm';
import { makeCourse, publishVersion } from '#course/testing';
import { makeGrant, makePerson } from '#identity/testing';
import { makeUnit } from '#organisation/testing';
import type { Role } from '#platform/http';
import type { TargetGroup } from '../classes/training-class.entity.js';
import { makeClass } from './make-class.js';

type Db = Pick<EntityManager, 'query'>;

/** One province with its people, courses and classes: what enrolment tests stand on. */
export class Fixture {
  private constructor(
    readonly db: Db,
    readonly unitId: string,
  ) {}

  static async create(db: Db): Promise<Fixture> {
    const unitId = await makeUnit(db, { path: 'vn.T1', kind: 'province', name: 'Thành phố Thử nghiệm' });
    return new Fixture(db, unitId);
  }

  /** A commune below the province of this fixture; the path of `T1-02` is `vn.T1.T1_02`. */
  commune(code: string, name: string): Promise<string> {
    return makeUnit(this.db, { path: `vn.T1.${code.replaceAll('-', '_')}`, name });
  }

  /** Somebody who holds a role over a unit and everything below it. */
  async official(role: Role, unitId = this.unitId, fullName = 'Bùi Thị Lan Anh'): Promise<string> {
    const id = await this.person(fullName, 'official', unitId);
    await makeGrant(this.db, id, role, unitId);
    return id;
  }

  person(
    fullName = 'Nguyễn Văn Thử',
    targetGroup: TargetGroup = 'official',
    unitId: string = this.unitId,
  ): Promise<string> {
    return makePerson(this.db, { fullName, targetGroup, unitId });
  }

  people(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.person(`Người học ${index}`)));
  }

  /** Lessons `bai-1`, `bai-2`, …, and the examination at the end when a quiz is given. */
  course(lessons = 3, quizId: string | null = null) {
    return makeCourse(this.db, { ownerUnitId: this.unitId, lessons, quizId });
  }

  /** A new published version with one section; the one before is superseded. */
  publish(courseId: string, number: number, lessons: number, quizId: string | null = null) {
    return publishVersion(this.db, courseId, number, { lessons, quizId });
  }

  /** A class open from a week ago until a month ahead, unless told otherwise (days counted from today). */
  trainingClass(
    courseId: string,
    options: { capacity?: number; selfEnrolment?: boolean; from?: number; to?: number } = {},
  ): Promise<string> {
    const { from = -7, to = 30, selfEnrolment = true, ...more } = options;
    const owner = { courseId, ownerUnitId: this.unitId };
    return makeClass(this.db, { ...owner, ...more, selfEnrolment, startsOn: from, endsOn: to });
  }
}
