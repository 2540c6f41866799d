import type { Type } from '@nestjs/common';
import { answerResultsAtOnce, makeQuiz } from '#assessment/testing';
import { AssessmentWebModule } from '#assessment/web';
import { AssessmentWorkerModule } from '#assessment/worker';
import { TestActors, tokenOf } from '#identity/testing';
import { TODAY } from '#platform/clock';
import { JobWorkersModule } from '#platform/jobs';
import { TasksWorkerModule } from '#platform/tasks';
import { type BrowserSession, breakGround, type Ground, World } from '#platform/testing';
import { EnrolmentWebModule } from '../web.js';
import { EnrolmentWorkerModule } from '../worker.js';
import { Fixture } from './fixture.js';

const PAGES = [AssessmentWebModule, EnrolmentWebModule];
const JOBS = [JobWorkersModule, TasksWorkerModule, AssessmentWorkerModule, EnrolmentWorkerModule];

/** Learning and examination on a database of their own: pages, services and jobs. */
export class LearningWorld extends World {
  private constructor(
    ground: Ground,
    readonly fixture: Fixture,
  ) {
    super(ground);
  }

  /** `above`: modules of contexts above this one. */
  static async open(above: Type[] = []): Promise<LearningWorld> {
    const ground = await breakGround({ modules: [...PAGES, ...JOBS, ...above], actors: TestActors });
    const world = new LearningWorld(ground, await Fixture.create(new World(ground).db));
    answerResultsAtOnce(world);
    return world;
  }

  /** A browser in which this account is signed in. */
  as(accountId: string): BrowserSession {
    return this.holding(tokenOf({ accountId }));
  }

  /** A frozen quiz of `questions` questions whose right answer is always `b`; pass at 70%. */
  quiz(attemptsAllowed = 2, questions = 2): Promise<string> {
    const options = [{ text: 'Sai' }, { text: 'Đúng', correct: true }, { text: 'Cũng sai' }];
    const asked = Array.from({ length: questions }, (_, index) => ({
      ...{ externalId: `q${index}`, type: 'single' as const, stem: `Câu ${index}`, tags: ['a'] },
      body: { options },
    }));
    return makeQuiz(this, asked, { attemptsAllowed });
  }

  /** Moves both days of a class; days are counted from today. */
  async moveClass(classId: string, from: number, to: number): Promise<void> {
    await this.db.query(
      `UPDATE training_class SET starts_on = ${TODAY} + $2::int, ends_on = ${TODAY} + $3::int WHERE id = $1`,
      [classId, from, to],
    );
  }
}
