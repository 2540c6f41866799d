import { makeCourse } from '#course/testing';
import { makeClass, makeEnrolment } from '#enrolment/testing';
import { makeGrant, makePerson, TestActors, tokenOf } from '#identity/testing';
import { makeUnit } from '#organisation/testing';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { JobWorkersModule } from '#platform/jobs';
import { TasksWebModule, TasksWorkerModule } from '#platform/tasks';
import { type BrowserSession, breakGround, World } from '#platform/testing';
import type { RuleInput } from '../rule/rule.input.js';
import type { TargetGroup } from '../rule/rule.policy.js';
import { RuleBook } from '../rule/rule-book.js';
import { Rules } from '../rule/rules.js';
import { RecognitionWebModule } from '../web.js';
import { RecognitionWorkerModule } from '../worker.js';

const MARK = 138_600;

/** One province with two communes, one course with an examination, and people who have studied it. */
export class RecognitionWorld extends World {
  readonly units = new Map<string, string>();
  courseId: string;
  slug: string;
  lessonKey: string;
  private versionId: string;
  private quizId: string;
  private classId: string;

  static async open(): Promise<RecognitionWorld> {
    const pages = [RecognitionWebModule, TasksWebModule];
    const modules = [...pages, RecognitionWorkerModule, TasksWorkerModule, JobWorkersModule];
    const world = new RecognitionWorld(await breakGround({ modules, actors: TestActors }));
    await world.unit('vn', 'country', 'Việt Nam');
    await world.unit('vn.31', 'province', 'Thành phố Hải Phòng');
    await world.unit('vn.31.11311', 'commune', 'Phường Hồng Bàng');
    await world.unit('vn.31.11329', 'commune', 'Phường Ngô Quyền');
    await world.course();
    return world;
  }

  private async unit(path: string, kind: string, name: string): Promise<void> {
    this.units.set(path.split('.').at(-1) as string, await makeUnit(this.db, { path, kind, name }));
  }

  private async course(): Promise<void> {
    const ownerUnitId = this.units.get('31') as string;
    const bank = newId();
    this.quizId = newId();
    await this.db.query(`INSERT INTO question_bank (id, code, title) VALUES ($1, 'nh', 'Ngân hàng')`, [bank]);
    await this.db.query(
      `INSERT INTO quiz (id, bank_id, title, minutes, attempts_allowed, pass_percent, draw)
       VALUES ($1, $2, 'Bài kiểm tra', 30, 9, 50, '[]')`,
      [this.quizId, bank],
    );
    const made = await makeCourse(this.db, { ownerUnitId, title: 'An toàn số', quizId: this.quizId });
    Object.assign(this, made);
    const [lesson] = await this.db.query('SELECT lesson_key AS key FROM lesson WHERE quiz_id = $1', [
      this.quizId,
    ]);
    this.lessonKey = lesson.key;
    this.classId = await makeClass(this.db, { courseId: this.courseId, ownerUnitId });
  }

  person(fullName: string, unit = '11311', targetGroup: TargetGroup = 'citizen', birthDate?: string) {
    const unitId = this.units.get(unit) as string;
    return makePerson(this.db, { fullName, unitId, targetGroup, birthDate: birthDate ?? null });
  }

  as(accountId: string): BrowserSession {
    return this.holding(tokenOf({ accountId }));
  }

  /** Somebody with a role at a unit, and the browser they hold. */
  async staff(role: Role, unit: string, fullName = 'Nguyễn Văn Thắng') {
    const id = await this.person(fullName, unit, 'official');
    await makeGrant(this.db, id, role, this.units.get(unit) as string);
    return { id, browser: this.as(id) };
  }

  /** Enrolled, and done with the course. */
  async completed(accountId: string): Promise<string> {
    const [person] = await this.db.query('SELECT unit_id AS unit FROM person WHERE account_id = $1', [
      accountId,
    ]);
    const id = await makeEnrolment(this.db, {
      ...{ classId: this.classId, accountId, versionId: this.versionId, unitId: person.unit },
    });
    await this.db.query(`UPDATE enrolment SET status = 'completed', completed_at = now() WHERE id = $1`, [
      id,
    ]);
    return id;
  }

  /** A sitting with so many questions of which so many are right; returns the attempt. */
  async sit(enrolmentId: string, number: number, questions: number, right: number): Promise<string> {
    const id = newId();
    const items = Array.from({ length: questions }, () => ({ questionVersionId: newId(), options: [] }));
    await this.db.query(
      `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, status, items, seed, deadline_at, submitted_at,
         submitted_by)
       SELECT $1, $2, account_id, id, $4, 'graded', $5, '00', now(), now(), 'learner' FROM enrolment WHERE id = $3`,
      [id, this.quizId, enrolmentId, number, JSON.stringify(items)],
    );
    await this.grade(id, 1, questions, right);
    return id;
  }

  async grade(attemptId: string, revision: number, questions: number, right: number): Promise<string> {
    const id = newId();
    const score = Math.floor((right * 10_000) / questions);
    await this.db.query(
      `INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units)
       VALUES ($1, $2, $3, $4, $5, $6, true, '[]')`,
      [id, attemptId, revision, right * MARK, questions * MARK, score],
    );
    return id;
  }

  /** A rule in force from today on that somebody drafted and somebody else approved. */
  async rule(group: TargetGroup = 'citizen', more: Partial<RuleInput> = {}): Promise<string> {
    const [rules, book] = [this.get(Rules), this.get(RuleBook)];
    const [writer, approver] = [
      await this.person('Lê Văn Soạn', '31'),
      await this.person('Trần Thị Duyệt', '31'),
    ];
    const id = await rules.draft(group, writer);
    await rules.save(
      id,
      {
        ...{ title: 'Quy tắc thử', legalBasis: 'Quyết định 12/QĐ-UBND', questions: 10, thresholdPercent: 70 },
        ...{ attempts: 2, decidedBy: ['commune'], validityMonths: 12, unlimited: false },
        ...{ effectiveFrom: await book.today(), ...more },
      },
      writer,
    );
    if ((await book.get(id)).requirements.length === 0) {
      await rules.require(id, { kind: 'course', courseId: this.courseId }, writer);
      await rules.require(id, { kind: 'examination', lessonKey: this.lessonKey }, writer);
      await rules.exempt(id, { kind: 'stated', text: 'Người khuyết tật nặng' }, writer);
      await rules.exempt(id, { kind: 'age', from: 75 }, writer);
    }
    await rules.approve(id, approver);
    return id;
  }

  /** Somebody who has shown all that {@link rule} asks for. */
  async ready(fullName: string, unit = '11311') {
    const id = await this.person(fullName, unit);
    const enrolmentId = await this.completed(id);
    return { id, enrolmentId, attemptId: await this.sit(enrolmentId, 1, 10, 8) };
  }
}
