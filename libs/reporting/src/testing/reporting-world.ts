import { type DynamicModule, Global, Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import {
  ACTOR_RESOLVER,
  type Actor,
  type ActorResolver,
  Cookies,
  createAdapter,
  HttpModule,
  type RoleGrant,
  setUpFastify,
} from '#platform/http';
import { HandlerRegistry, JobWorkersModule } from '#platform/jobs';
import { createLogger, NestLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { TasksWebModule, TasksWorkerModule } from '#platform/tasks';
import { BrowserSession, testInstallation } from '#platform/testing';
import { ReportingWebModule } from '../web.js';
import { ReportingWorkerModule } from '../worker.js';
import { TrainingFactory } from './training.factory.js';

/** In these tests the session token is the account; its roles are those of the database. */
@Injectable()
class AccountResolver implements ActorResolver {
  constructor(private readonly db: DataSource) {}

  async resolve(accountId: string): Promise<Actor | null> {
    const grants: RoleGrant[] = await this.db.query(
      `SELECT g.role, g.unit_id AS "unitId", u.path::text AS "unitPath" FROM role_grant g JOIN unit u ON u.id = g.unit_id
       WHERE g.account_id = $1 AND g.revoked_at IS NULL`,
      [accountId],
    );
    return { accountId, sessionId: accountId, name: 'Nguyễn Thị Lan', locale: 'vi', grants };
  }
}

@Global()
@Module({ providers: [{ provide: ACTOR_RESOLVER, useClass: AccountResolver }], exports: [ACTOR_RESOLVER] })
class TestIdentityModule {}

@Module({})
class ReportingWorldModule {
  static with(config: Config): DynamicModule {
    const core = CoreModule.forProcess('test', config, createLogger(config.logLevel, 'test'));
    const jobs = [JobWorkersModule, TasksWorkerModule, ReportingWorkerModule];
    return {
      module: ReportingWorldModule,
      imports: [core, HttpModule, TestIdentityModule, TasksWebModule, ReportingWebModule, ...jobs],
    };
  }
}

/** Pages, services and jobs of reporting on a database of their own. */
export class ReportingWorld {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: DataSource,
    readonly make: TrainingFactory,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async open(): Promise<ReportingWorld> {
    const { config, cleanUp } = await testInstallation();
    const logger = createLogger(config.logLevel, 'test');
    const app = await NestFactory.create<NestFastifyApplication>(
      ReportingWorldModule.with(config),
      createAdapter(config),
      { logger: new NestLogger(logger), abortOnError: false },
    );
    await setUpFastify(app, config, logger, app.get(Metrics));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const db = app.get(DataSource);
    return new ReportingWorld(app, db, new TrainingFactory(db), cleanUp);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.cleanUp();
  }

  get<T>(service: Type<T> | symbol): T {
    return this.app.get(service, { strict: false });
  }

  /** Runs one job as the worker would. */
  async job(name: string, payload: object): Promise<void> {
    const known = this.get(HandlerRegistry).handlers().get(name);
    if (!known) throw new Error(`No job ${name}`);
    await known.handler.run(payload);
  }

  visitor(): BrowserSession {
    return new BrowserSession(this.app);
  }

  /** A browser in which this account is signed in. */
  as(accountId: string): BrowserSession {
    const browser = this.visitor();
    browser.setCookie(this.get(Cookies).session, accountId);
    return browser;
  }
}
