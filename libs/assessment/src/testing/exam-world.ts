import { type DynamicModule, Global, Module } from '@nestjs/common';
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
  type Role,
  setUpFastify,
} from '#platform/http';
import { newId } from '#platform/ids';
import { createLogger, NestLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { BrowserSession, testInstallation } from '#platform/testing';
import { Attempts } from '../attempt/attempts.service.js';
import type { QuestionInput } from '../bank/question.input.js';
import { QuestionBanks } from '../bank/question-banks.service.js';
import type { QuizInput } from '../quiz/quiz.input.js';
import { Quizzes } from '../quiz/quizzes.service.js';
import { AssessmentWebModule } from '../web.js';
import { AssessmentWorkerModule } from '../worker.js';

/** People of these tests carry who they are in their session token: `<account>.<session>.<roles>`. */
class TokenResolver implements ActorResolver {
  async resolve(token: string): Promise<Actor | null> {
    const [accountId, sessionId, roles] = token.split('.');
    if (!accountId || !sessionId) return null;
    const grants = (roles ?? '').split('+').filter(Boolean) as Role[];
    return {
      accountId,
      sessionId,
      name: 'Phạm Thị Hồng Nhung',
      locale: 'vi',
      grants: grants.map((role) => ({ role, unitId: newId(), unitPath: 'vn' })),
    };
  }
}

@Global()
@Module({
  providers: [{ provide: ACTOR_RESOLVER, useClass: TokenResolver }],
  exports: [ACTOR_RESOLVER],
})
class TestIdentityModule {}

@Module({})
class ExamModule {
  static with(config: Config): DynamicModule {
    const logger = createLogger(config.logLevel, 'test');
    return {
      module: ExamModule,
      imports: [
        CoreModule.forProcess('test', config, logger),
        HttpModule,
        TestIdentityModule,
        AssessmentWebModule,
        AssessmentWorkerModule,
      ],
    };
  }
}

/** This context alone on a database of its own: pages, services and the grading job. */
export class ExamWorld {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: DataSource,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async open(overrides: Partial<Config> = {}): Promise<ExamWorld> {
    const { config, cleanUp } = await testInstallation(overrides);
    const logger = createLogger(config.logLevel, 'test');
    const app = await NestFactory.create<NestFastifyApplication>(
      ExamModule.with(config),
      createAdapter(config),
      {
        logger: new NestLogger(logger),
        abortOnError: false,
      },
    );
    await setUpFastify(app, config, logger, app.get(Metrics));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const db = app.get(DataSource);
    // Enrolments belong to a context above this one; here any id stands for one.
    await db.query('ALTER TABLE attempt DROP CONSTRAINT attempt_enrolment_id_fkey');
    return new ExamWorld(app, db, cleanUp);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.cleanUp();
  }

  get<T>(service: abstract new (...args: never[]) => T): T {
    return this.app.get(service, { strict: false });
  }

  async account(): Promise<string> {
    const id = newId();
    await this.db.query(`INSERT INTO account (id, username, status) VALUES ($1, $2, 'active')`, [
      id,
      id.slice(-12),
    ]);
    return id;
  }

  /** A frozen quiz on a bank of its own; draws everything unless `settings` say otherwise. */
  async quiz(questions: QuestionInput[], settings: Partial<QuizInput> = {}): Promise<string> {
    const { bankId } = await this.get(QuestionBanks).import(newId(), 'Ngân hàng thử', questions);
    const quizId = await this.get(Quizzes).create({
      bankId,
      title: 'Bài kiểm tra cuối khóa',
      minutes: 30,
      attemptsAllowed: 2,
      passPercent: 70,
      draw: [{ tag: 'a', count: questions.length }],
      ...settings,
    });
    await this.get(Quizzes).freeze(quizId);
    return quizId;
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
    const browser = new BrowserSession(this.app);
    const { name, value } = this.cookie(accountId, sessionId, ...roles);
    browser.setCookie(name, value);
    return browser;
  }

  /** The session cookie of a person, for a real browser. */
  cookie(accountId: string, sessionId: string, ...roles: Role[]): { name: string; value: string } {
    return { name: this.app.get(Cookies).session, value: [accountId, sessionId, roles.join('+')].join('.') };
  }

  /** Listens on a free port of this machine: the address. */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
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
