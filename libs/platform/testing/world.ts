import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import {
  ACTOR_RESOLVER,
  type ActorResolver,
  Cookies,
  createAdapter,
  HttpModule,
  setUpFastify,
} from '#platform/http';
import { HandlerRegistry } from '#platform/jobs';
import { createLogger, type Logger, NestLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { BrowserSession } from './browser-session.js';
import { testInstallation } from './test-app.js';

export interface WorldParts {
  /** Pages and jobs of the contexts the tests are about. */
  modules: (Type | DynamicModule)[];
  /** Who is behind a session token, where no module of theirs says it. */
  actors?: Type<ActorResolver>;
  config?: Partial<Config>;
  /** What is logged goes here. */
  logger?: Logger;
}

@Module({})
class ActorsModule {
  static with(actors: Type<ActorResolver>): DynamicModule {
    const provider = { provide: ACTOR_RESOLVER, useClass: actors };
    return { module: ActorsModule, global: true, providers: [provider], exports: [ACTOR_RESOLVER] };
  }
}

@Module({})
class WorldModule {
  static with(config: Config, logger: Logger, { modules, actors }: WorldParts): DynamicModule {
    const identity = actors ? [ActorsModule.with(actors)] : [];
    const core = CoreModule.forProcess('test', config, logger);
    return { module: WorldModule, imports: [core, HttpModule, ...identity, ...modules] };
  }
}

/** An application of these parts, set up as the web process is, on the database of `config`. */
export async function startApplication(
  config: Config,
  parts: WorldParts,
  logger: Logger = parts.logger ?? createLogger(config.logLevel, 'test'),
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    WorldModule.with(config, logger, parts),
    createAdapter(config),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  await setUpFastify(app, config, logger, app.get(Metrics, { strict: false }));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** What a world is made around: the running application, and how to leave nothing of it behind. */
export interface Ground {
  app: NestFastifyApplication;
  cleanUp: () => Promise<void>;
}

export async function breakGround(parts: WorldParts): Promise<Ground> {
  const { config, cleanUp } = await testInstallation(parts.config);
  return { app: await startApplication(config, parts), cleanUp };
}

/** Some contexts on a database of their own: pages, services and jobs. Contexts add makers of what they own. */
export class World {
  readonly app: NestFastifyApplication;
  readonly db: DataSource;

  constructor(private readonly ground: Ground) {
    this.app = ground.app;
    this.db = ground.app.get(DataSource);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.ground.cleanUp();
  }

  get<T>(service: (abstract new (...args: never[]) => T) | symbol): T {
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

  /** A browser that holds this session token. */
  holding(token: string): BrowserSession {
    const browser = this.visitor();
    const { name, value } = this.sessionCookie(token);
    browser.setCookie(name, value);
    return browser;
  }

  /** The cookie of a session token, for a real browser. */
  sessionCookie(token: string): { name: string; value: string } {
    return { name: this.get(Cookies).session, value: token };
  }

  /** Listens on a free port of this machine: the address. */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
  }
}
