import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { FrameworkSeeder } from '#competency';
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
import { createLogger, NestLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { BrowserSession, testInstallation } from '#platform/testing';
import { Printing } from '../printing/printing.service.js';
import { Signings } from '../signing/signings.service.js';
import { CertificateWebModule } from '../web.js';
import { CertificateWorkerModule } from '../worker.js';
import { CertificateRowsFixture } from './certificate-rows.js';

/** In these tests the session token says who it is: `<account>|<roles>|<unit path>`. */
class TokenResolver implements ActorResolver {
  async resolve(token: string): Promise<Actor | null> {
    const [accountId = '', roles = '', unitPath = ''] = token.split('|');
    const grants = roles.split('+').filter(Boolean) as Role[];
    return {
      accountId,
      sessionId: accountId,
      name: 'Phạm Thị Hồng Nhung',
      locale: 'vi',
      grants: grants.map((role) => ({ role, unitId: accountId, unitPath })),
    };
  }
}

@Global()
@Module({ providers: [{ provide: ACTOR_RESOLVER, useClass: TokenResolver }], exports: [ACTOR_RESOLVER] })
class TestIdentityModule {}

@Module({})
class CertificateWorldModule {
  static with(config: Config): DynamicModule {
    const core = CoreModule.forProcess('test', config, createLogger(config.logLevel, 'test'));
    return {
      module: CertificateWorldModule,
      imports: [core, HttpModule, TestIdentityModule, CertificateWebModule, CertificateWorkerModule],
    };
  }
}

/** This context alone on a database of its own: pages, services and job handlers. */
export class CertificateWorld {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: DataSource,
    readonly rows: CertificateRowsFixture,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async open(overrides: Partial<Config> = {}): Promise<CertificateWorld> {
    const { config, cleanUp } = await testInstallation(overrides);
    const logger = createLogger(config.logLevel, 'test');
    const app = await NestFactory.create<NestFastifyApplication>(
      CertificateWorldModule.with(config),
      createAdapter(config),
      { logger: new NestLogger(logger), abortOnError: false },
    );
    await setUpFastify(app, config, logger, app.get(Metrics));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const db = app.get(DataSource);
    const rows = await CertificateRowsFixture.create(db);
    await app.get(FrameworkSeeder, { strict: false }).run();
    return new CertificateWorld(app, db, rows, cleanUp);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.cleanUp();
  }

  get<T>(service: abstract new (...args: never[]) => T): T {
    return this.app.get(service, { strict: false });
  }

  /** Draws and signs the files of certificates. */
  async makeFiles(certificateIds: readonly string[]): Promise<void> {
    await this.get(Printing).print(certificateIds);
    await this.get(Signings).sign(certificateIds);
  }

  visitor(): BrowserSession {
    return new BrowserSession(this.app);
  }

  signedIn(accountId: string, roles: readonly Role[] = ['learner'], unitPath = 'vn.31'): BrowserSession {
    const browser = this.visitor();
    browser.setCookie(this.get(Cookies).session, `${accountId}|${roles.join('+')}|${unitPath}`);
    return browser;
  }
}
