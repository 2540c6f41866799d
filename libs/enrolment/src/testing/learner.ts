import { numbersOf } from '#assessment/testing';
import type { BrowserSession } from '#platform/testing';
import type { LearningWorld } from './learning-world.js';

export interface EnrolmentRow {
  id: string;
  status: string;
  course_version_id: string;
  lessons_done: number;
  best_score_bp: number | null;
  passed_at: Date | null;
}

/** Somebody who enrolled by themselves into an open class of a course of their own. */
export class Learner {
  private constructor(
    private readonly world: LearningWorld,
    readonly browser: BrowserSession,
    readonly accountId: string,
    readonly id: string,
    readonly course: { courseId: string; slug: string; versionId: string; classId: string },
  ) {}

  static async enrol(world: LearningWorld, lessons = 2, attempts = 2): Promise<Learner> {
    const made = await world.fixture.course(lessons, await world.quiz(attempts));
    const classId = await world.fixture.trainingClass(made.courseId);
    const accountId = await world.fixture.person();
    const browser = world.as(accountId);
    await browser.get(`/courses/${made.slug}`);
    await browser.post(`/courses/${made.slug}/enrolments`, { classId });
    const [row] = await world.db.query('SELECT id FROM enrolment WHERE account_id = $1', [accountId]);
    return new Learner(world, browser, accountId, row.id, { ...made, classId });
  }

  async row(): Promise<EnrolmentRow> {
    const [row] = await this.world.db.query('SELECT * FROM enrolment WHERE id = $1', [this.id]);
    return row;
  }

  async events(): Promise<string[]> {
    const rows: { type: string }[] = await this.world.db.query(
      'SELECT type FROM outbox WHERE aggregate_id = $1 ORDER BY id',
      [this.id],
    );
    return rows.map((row) => row.type);
  }

  /** Marks lessons 1 to `count` as done. */
  async finish(count: number): Promise<void> {
    await this.browser.get(`/learn/${this.id}`);
    for (let number = 1; number <= count; number++)
      await this.browser.post(`/learn/${this.id}/lessons/bai-${number}/completion`);
  }

  /** Sits the examination through its pages with `right` of two right answers; it is graded as the worker would. */
  async sit(right: number): Promise<{ gradeId: string }> {
    await this.browser.post(`/learn/${this.id}/attempts`);
    const attemptId = this.browser.url.split('/')[2]!;
    for (const question of [1, 2])
      await this.browser.post(`/attempts/${attemptId}/answers`, {
        question: String(question),
        answer: await numbersOf(this.world.db, attemptId, question, [question <= right ? 'b' : 'a']),
      });
    await this.browser.post(`/attempts/${attemptId}/submission`);
    await this.world.job('assessment.grade-attempts', { ids: [attemptId] });
    const [row] = await this.world.db.query('SELECT id FROM grade WHERE attempt_id = $1', [attemptId]);
    return { gradeId: row.id };
  }
}
