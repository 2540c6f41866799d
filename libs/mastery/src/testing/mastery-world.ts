import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { FrameworkSeeder } from '#competency';
import { makeAccount, openWeb, seedUnits, signInAs } from '#identity/testing';
import { IdentityWebModule } from '#identity/web';
import { OrganisationWebModule } from '#organisation/web';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { BrowserSession, testInstallation } from '#platform/testing';
import { Ledger } from '../ledger/ledger.js';
import { RecordSkills } from '../ledger/record-skills.job.js';
import { AwardRules } from '../rule/award-rules.js';
import { MasteryWebModule } from '../web.js';

const MARK = 138_600;

/** A course with an examination, its learners and their grades, written straight into the tables. */
export class MasteryWorld {
  readonly db: DataSource;
  private courseVersionId: string;
  private quizId: string;
  private classId: string;
  private questions: string[] = [];
  courseId: string;

  private constructor(
    readonly app: NestFastifyApplication,
    private readonly cleanUp: () => Promise<void>,
  ) {
    this.db = app.get(DataSource);
  }

  static async open(): Promise<MasteryWorld> {
    const installation = await testInstallation();
    const modules = [OrganisationWebModule, IdentityWebModule, MasteryWebModule];
    const app = await openWeb(installation.config, modules);
    const world = new MasteryWorld(app, installation.cleanUp);
    await seedUnits(app);
    await world.get(FrameworkSeeder).run();
    await world.course(['4.1', '4.1', '4.2']);
    return world;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.cleanUp();
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }

  async browser(role: Role, unit = 'vn'): Promise<BrowserSession> {
    const browser = new BrowserSession(this.app);
    await signInAs(this.app, browser, await makeAccount(this.app, role, unit));
    return browser;
  }

  async as(accountId: string): Promise<BrowserSession> {
    const browser = new BrowserSession(this.app);
    await signInAs(this.app, browser, accountId);
    return browser;
  }

  /** What the worker would do with these ids. */
  tell(...ids: string[]): Promise<void> {
    return new RecordSkills(this.db, this.get(Ledger)).run({ ids });
  }

  async rule(change: Partial<Parameters<AwardRules['propose']>[0]> = {}): Promise<string> {
    const rules = this.get(AwardRules);
    const id = await rules.propose(
      {
        ...{ code: 'qt-thu', title: 'Quy tắc thử', legalBasis: 'Quyết định thử', courseId: this.courseId },
        ...{ basis: 'examination', percent: 75, minQuestions: 2, component: 'tt02-2025/4.1', level: 3 },
        ...change,
      },
      null,
      true,
    );
    await rules.approve(id, null);
    return id;
  }

  async learner(unitCode = '11311'): Promise<string> {
    return makeAccount(this.app, 'learner', unitCode);
  }

  async enrolment(accountId: string, unitCode = '11311'): Promise<string> {
    const id = newId();
    await this.db.query(
      `INSERT INTO enrolment (id, class_id, account_id, course_version_id, unit_id, target_group, source, lessons_total)
       SELECT $1, $2, $3, $4, id, 'official', 'list', 3 FROM unit WHERE code = $5`,
      [id, this.classId, accountId, this.courseVersionId, unitCode],
    );
    return id;
  }

  async complete(enrolmentId: string, at: string): Promise<void> {
    await this.db.query(`UPDATE enrolment SET status = 'completed', completed_at = $2 WHERE id = $1`, [
      enrolmentId,
      at,
    ]);
  }

  async leave(enrolmentId: string, at: string): Promise<void> {
    await this.db.query(`UPDATE enrolment SET status = 'withdrawn', withdrawn_at = $2 WHERE id = $1`, [
      enrolmentId,
      at,
    ]);
  }

  /** Marks per question in hundredths; returns the attempt and its first grade. */
  async attempt(enrolmentId: string, number: number, marks: number[], at: string) {
    const attemptId = newId();
    const items = this.questions.map((questionVersionId) => ({ questionVersionId, options: [] }));
    await this.db.query(
      `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, status, items, seed, deadline_at, submitted_at, submitted_by)
       SELECT $1, $2, account_id, id, $4, 'graded', $5, '00', now(), now(), 'learner' FROM enrolment WHERE id = $3`,
      [attemptId, this.quizId, enrolmentId, number, JSON.stringify(items)],
    );
    return { attemptId, gradeId: await this.grade(attemptId, 1, marks, at) };
  }

  async grade(attemptId: string, revision: number, marks: number[], at: string): Promise<string> {
    const id = newId();
    const units = marks.map((mark) => (mark * MARK) / 100);
    const sum = units.reduce((total, each) => total + each, 0);
    await this.db.query(
      `INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units, graded_at)
       VALUES ($1, $2, $3, $4, $5, 5000, true, $6, $7)`,
      [id, attemptId, revision, sum, marks.length * MARK, JSON.stringify(units), at],
    );
    return id;
  }

  private async course(components: string[]): Promise<void> {
    const [course, version, bank, quiz, programme, training] = Array.from({ length: 6 }, newId) as string[];
    const skills = components.map((component) => ({ framework: 'tt02-2025', component, level: 3 }));
    const run = (sql: string, ...values: unknown[]) => this.db.query(sql, values);
    const unit = `(SELECT id FROM unit WHERE code = 'vn')`;
    await run(
      `INSERT INTO course (id, slug, code, owner_unit_id) VALUES ($1, 'an-toan', 'AT', ${unit})`,
      course,
    );
    await run(
      `INSERT INTO course_version (id, course_id, number, status, title, skills, published_at) VALUES ($1, $2, 1, 'published', 'An toàn số', $3, now())`,
      ...[version, course, JSON.stringify(skills)],
    );
    await run(`INSERT INTO question_bank (id, code, title) VALUES ($1, 'nh', 'Ngân hàng')`, bank);
    await run(
      `INSERT INTO quiz (id, bank_id, title, minutes, attempts_allowed, pass_percent, draw) VALUES ($1, $2, 'Bài', 30, 3, 70, '[]')`,
      ...[quiz, bank],
    );
    for (const [index, component] of components.entries()) {
      const [question, questionVersion] = [newId(), newId()];
      await run(
        `INSERT INTO question (id, bank_id, external_id) VALUES ($1, $2, $3)`,
        question,
        bank,
        `q${index}`,
      );
      await run(
        `INSERT INTO question_version (id, question_id, version, type, stem, body, component_code, status) VALUES ($1, $2, 1, 'single', 'Câu', $3, $4, 'reviewed')`,
        ...[questionVersion, question, JSON.stringify({ options: [] }), component],
      );
      this.questions.push(questionVersion);
    }
    await run(
      `INSERT INTO programme (id, code, title, year, owner_unit_id) VALUES ($1, 'ct', 'CT', 2026, ${unit})`,
      programme,
    );
    await run(
      `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on)
       VALUES ($1, $2, 'lop', 'Lớp', $3, 'online', 'official', '2026-01-01', '2026-12-31')`,
      ...[training, programme, course],
    );
    Object.assign(this, { courseId: course, courseVersionId: version, quizId: quiz, classId: training });
  }
}
