import { type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { QuestionBanks, Quizzes } from '#assessment';
import { AssessmentWebModule } from '#assessment/web';
import { AssessmentWorkerModule } from '#assessment/worker';
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
import { newId } from '#platform/ids';
import { HandlerRegistry, JobWorkersModule } from '#platform/jobs';
import { createLogger, NestLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { TasksWorkerModule } from '#platform/tasks';
import { BrowserSession, testInstallation } from '#platform/testing';
import { EnrolmentWebModule } from '../web.js';
import { EnrolmentWorkerModule } from '../worker.js';
import { Fixture } from './fixture.js';

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
    return { accountId, sessionId: accountId, name: 'Phạm Thị Hồng Nhung', locale: 'vi', grants };
  }
}

@Global()
@Module({ providers: [{ provide: ACTOR_RESOLVER, useClass: AccountResolver }], exports: [ACTOR_RESOLVER] })
class TestIdentityModule {}

@Module({})
class LearningWorldModule {
  static with(config: Config): DynamicModule {
    const core = CoreModule.forProcess('test', config, createLogger(config.logLevel, 'test'));
    const jobs = [JobWorkersModule, TasksWorkerModule, AssessmentWorkerModule, EnrolmentWorkerModule];
    const pages = [AssessmentWebModule, EnrolmentWebModule];
    return {
      module: LearningWorldModule,
      imports: [core, HttpModule, TestIdentityModule, ...pages, ...jobs],
    };
  }
}

/** Learning and examination on a database of their own: pages, services and jobs. */
export class LearningWorld {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: DataSource,
    readonly fixture: Fixture,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async open(): Promise<LearningWorld> {
    const { config, cleanUp } = await testInstallation();
    const logger = createLogger(config.logLevel, 'test');
    const app = await NestFactory.create<NestFastifyApplication>(
      LearningWorldModule.with(config),
      createAdapter(config),
      { logger: new NestLogger(logger), abortOnError: false },
    );
    await setUpFastify(app, config, logger, app.get(Metrics));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const db = app.get(DataSource);
    return new LearningWorld(app, db, await Fixture.create(db), cleanUp);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.cleanUp();
  }

  get<T>(service: abstract new (...args: never[]) => T): T {
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

  /** A frozen quiz of `questions` questions whose right answer is always `b`; pass at 70%. */
  async quiz(attemptsAllowed = 2, questions = 2): Promise<string> {
    const options = [{ text: 'Sai' }, { text: 'Đúng', correct: true }, { text: 'Cũng sai' }];
    const { bankId } = await this.get(QuestionBanks).import(
      newId(),
      'Ngân hàng thử',
      Array.from({ length: questions }, (_, index) => ({
        ...{ externalId: `q${index}`, type: 'single' as const, stem: `Câu ${index}`, tags: ['a'] },
        body: { options },
      })),
    );
    const quizId = await this.get(Quizzes).create({
      ...{ bankId, title: 'Bài kiểm tra cuối khóa', minutes: 30, attemptsAllowed, passPercent: 70 },
      draw: [{ tag: 'a', count: questions }],
    });
    await this.get(Quizzes).freeze(quizId);
    return quizId;
  }

  /** Moves both days of a class; days are counted from today. */
  async moveClass(classId: string, from: number, to: number): Promise<void> {
    await this.db.query(
      'UPDATE training_class SET starts_on = current_date + $2::int, ends_on = current_date + $3::int WHERE id = $1',
      [classId, from, to],
    );
  }
}
