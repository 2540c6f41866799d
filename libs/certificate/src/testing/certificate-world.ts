import { FrameworkSeeder } from '#competency';
import { TestActors, tokenOf } from '#identity/testing';
import type { Config } from '#platform/config';
import type { Role } from '#platform/http';
import { RunTaskJob, type TaskResult, TasksWebModule, TasksWorkerModule } from '#platform/tasks';
import { type BrowserSession, breakGround, type Ground, World } from '#platform/testing';
import { Printing } from '../printing/printing.service.js';
import { Signings } from '../signing/signings.service.js';
import { CertificateWebModule } from '../web.js';
import { CertificateWorkerModule } from '../worker.js';
import { CertificateRowsFixture } from './certificate-rows.js';

/** This context alone on a database of its own: pages, services and job handlers. */
export class CertificateWorld extends World {
  private constructor(
    ground: Ground,
    readonly rows: CertificateRowsFixture,
  ) {
    super(ground);
  }

  static async open(config: Partial<Config> = {}): Promise<CertificateWorld> {
    const modules = [CertificateWebModule, CertificateWorkerModule, TasksWebModule, TasksWorkerModule];
    const ground = await breakGround({ modules, actors: TestActors, config });
    const world = new CertificateWorld(ground, await CertificateRowsFixture.create(new World(ground).db));
    await world.get(FrameworkSeeder).run();
    return world;
  }

  /** Draws and signs the files of certificates. */
  async makeFiles(certificateIds: readonly string[]): Promise<void> {
    await this.get(Printing).print(certificateIds);
    await this.get(Signings).sign(certificateIds);
  }

  /** Runs a task as the worker would, and returns its row. */
  async task(
    id: string,
  ): Promise<{ status: string; done: number; total: number; result: TaskResult | null }> {
    await this.get(RunTaskJob).run({ taskId: id });
    const [row] = await this.db.query('SELECT status, done, total, result FROM task WHERE id = $1', [id]);
    return row;
  }

  signedIn(accountId: string, roles: readonly Role[] = ['learner'], unitPath = 'vn.31'): BrowserSession {
    const grants = roles.map((role) => ({ role, unitId: accountId, unitPath }));
    return this.holding(tokenOf({ accountId, grants }));
  }
}
