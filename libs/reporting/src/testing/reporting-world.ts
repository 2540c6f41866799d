import { AssessmentWorkerModule } from '#assessment/worker';
import { TestActors, tokenOf } from '#identity/testing';
import { JobWorkersModule } from '#platform/jobs';
import { TasksWebModule, TasksWorkerModule } from '#platform/tasks';
import { type BrowserSession, breakGround, type Ground, World } from '#platform/testing';
import { ReportingWebModule } from '../web.js';
import { ReportingWorkerModule } from '../worker.js';
import { TrainingFactory } from './training.factory.js';

const MODULES = [
  ...[TasksWebModule, ReportingWebModule],
  // Its makers come with the jobs of their context, and every job needs its handler.
  ...[JobWorkersModule, TasksWorkerModule, AssessmentWorkerModule, ReportingWorkerModule],
];

/** Pages, services and jobs of reporting on a database of their own. */
export class ReportingWorld extends World {
  readonly make: TrainingFactory;

  constructor(ground: Ground) {
    super(ground);
    this.make = new TrainingFactory(this.db);
  }

  static async open(): Promise<ReportingWorld> {
    return new ReportingWorld(await breakGround({ modules: MODULES, actors: TestActors }));
  }

  /** A browser in which this account is signed in. */
  as(accountId: string): BrowserSession {
    return this.holding(tokenOf({ accountId }));
  }
}
