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
import { CourseWebModule } from '../web.js';

/** People of these tests, by their session token. */
const people = new Map<string, Actor>();

class TokenResolver implements ActorResolver {
  async resolve(token: string): Promise<Actor | null> {
    return people.get(token) ?? null;
  }
}

@Global()
@Module({
  providers: [{ provide: ACTOR_RESOLVER, useClass: TokenResolver }],
  exports: [ACTOR_RESOLVER],
})
class TestIdentityModule {}

@Module({})
class CourseWorldModule {
  static with(config: Config): DynamicModule {
    const core = CoreModule.forProcess('test', config, createLogger(config.logLevel, 'test'));
    return { module: CourseWorldModule, imports: [core, HttpModule, TestIdentityModule, CourseWebModule] };
  }
}

/** This context alone on a database of its own: pages and services. */
export class CourseWorld {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: DataSource,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  /** Knows the units with these codes: `31` is `vn.31`, `31.a` lies below it. */
  static async open(...unitCodes: string[]): Promise<CourseWorld> {
    const { config, cleanUp } = await testInstallation();
    const logger = createLogger(config.logLevel, 'test');
    const app = await NestFactory.create<NestFastifyApplication>(
      CourseWorldModule.with(config),
      createAdapter(config),
      {
        logger: new NestLogger(logger),
        abortOnError: false,
      },
    );
    await setUpFastify(app, config, logger, app.get(Metrics));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const world = new CourseWorld(app, app.get(DataSource), cleanUp);
    for (const code of unitCodes) await world.addUnit(code);
    return world;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.cleanUp();
  }

  get<T>(service: abstract new (...args: never[]) => T): T {
    return this.app.get(service, { strict: false });
  }

  browser(): BrowserSession {
    return new BrowserSession(this.app);
  }

  /** A browser in which somebody with this role at this unit is signed in. */
  async as(role: Role, unitCode: string, name = 'Nguyễn Thị Hồng Hà'): Promise<BrowserSession> {
    const browser = this.browser();
    browser.setCookie(this.get(Cookies).session, await this.person(role, unitCode, name));
    return browser;
  }

  async person(role: Role, unitCode: string, name: string): Promise<string> {
    const accountId = newId();
    const [unit] = await this.db.query('SELECT id, path::text FROM unit WHERE code = $1', [unitCode]);
    await this.db.query(`INSERT INTO account (id, username, status) VALUES ($1, $2, 'active')`, [
      accountId,
      accountId,
    ]);
    await this.db.query('INSERT INTO person (account_id, full_name, unit_id) VALUES ($1, $2, $3)', [
      accountId,
      name,
      unit.id,
    ]);
    const token = newId();
    const grants = [{ role, unitId: unit.id, unitPath: unit.path }];
    people.set(token, { accountId, sessionId: newId(), name, locale: 'vi', grants });
    return token;
  }

  private async addUnit(code: string): Promise<void> {
    await this.db.query(
      `INSERT INTO unit (id, code, kind, name, path, valid_from)
       VALUES ($1, $2::text, 'province', 'Đơn vị ' || $2, ('vn.' || $2)::ltree, '2025-07-01')`,
      [newId(), code],
    );
  }
}
