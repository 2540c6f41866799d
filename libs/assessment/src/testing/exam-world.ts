import { makePerson, TestActors, tokenOf } from '#identity/testing';
import type { Config } from '#platform/config';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { type BrowserSession, breakGround, World, type WorldParts } from '#platform/testing';
import { Attempts } from '../attempt/attempts.service.js';
import type { QuestionInput } from '../bank/question.input.js';
import type { QuizInput } from '../quiz/quiz.input.js';
import { AssessmentWebModule } from '../web.js';
import { AssessmentWorkerModule } from '../worker.js';
import { answerResultsAtOnce, waitForGrades } from './grade-waiting.js';
import { makeQuiz } from './make-quiz.js';
import { numbersOf } from './numbers-of.js';

/** This context alone on a database of its own: pages, services and the grading job. */
export class ExamWorld extends World {
  static async open(
    config: Partial<Config> = {},
    parts: Pick<WorldParts, 'logger'> = {},
  ): Promise<ExamWorld> {
    const modules = [AssessmentWebModule, AssessmentWorkerModule];
    const world = new ExamWorld(await breakGround({ modules, actors: TestActors, config, ...parts }));
    // Enrolments belong to a context above this one; here any id stands for one.
    await world.db.query('ALTER TABLE attempt DROP CONSTRAINT attempt_enrolment_id_fkey');
    await world.db.query('ALTER TABLE prepared_attempt DROP CONSTRAINT prepared_attempt_enrolment_id_fkey');
    await world.db.query('ALTER TABLE accommodation DROP CONSTRAINT accommodation_enrolment_id_fkey');
    answerResultsAtOnce(world);
    return world;
  }

  /** Real browsers are told of grades as with a worker. */
  override listen(): Promise<string> {
    waitForGrades(this);
    return super.listen();
  }

  account(): Promise<string> {
    return makePerson(this.db, { fullName: 'Phạm Thị Hồng Nhung' });
  }

  quiz(questions: QuestionInput[], settings: Partial<QuizInput> = {}): Promise<string> {
    return makeQuiz(this, questions, settings);
  }

  /** A learner with an open attempt, in a browser without scripts that shows its first page. */
  async sitting(quizId: string) {
    const accountId = await this.account();
    const enrolmentId = newId();
    const sessionId = newId();
    const { attemptId } = await this.get(Attempts).start({
      quizId,
      accountId,
      enrolmentId,
      deviceId: sessionId,
    });
    const browser = this.browser(accountId, sessionId);
    await browser.get(`/attempts/${attemptId}`);
    return { accountId, enrolmentId, sessionId, attemptId, browser };
  }

  browser(accountId: string, sessionId: string = newId(), ...roles: Role[]): BrowserSession {
    return this.holding(this.cookie(accountId, sessionId, ...roles).value);
  }

  /** The session cookie of a person, for a real browser. */
  cookie(accountId: string, sessionId: string, ...roles: Role[]): { name: string; value: string } {
    const grants = roles.map((role) => ({ role, unitId: newId(), unitPath: 'vn' }));
    return this.sessionCookie(tokenOf({ accountId, sessionId, grants }));
  }

  /** See {@link numbersOf}. */
  numbers(attemptId: string, position: number, ...ids: string[]): Promise<string[]> {
    return numbersOf(this.db, attemptId, position, ids);
  }

  /** Moves the time of an attempt back, as if it had begun so many minutes earlier. */
  async age(attemptId: string, minutes: number): Promise<void> {
    await this.db.query(
      `UPDATE attempt SET started_at = started_at - make_interval(mins => $2),
              deadline_at = deadline_at - make_interval(mins => $2) WHERE id = $1`,
      [attemptId, minutes],
    );
  }
}
