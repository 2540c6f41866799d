import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import { newId } from '#platform/ids';
import { createLogger, NestLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { CourseModule } from './course.module.js';

@Module({})
class CourseServices {
  static with(config: Config): DynamicModule {
    const core = CoreModule.forProcess('hocvuso-test', config, createLogger('silent', 'test'));
    return { module: CourseServices, imports: [core, CourseModule] };
  }
}

export interface CourseInstallation {
  app: INestApplicationContext;
  db: DataSource;
  close(): Promise<void>;
}

/** The services of this context on a database of their own, which knows the units given by their codes. */
export async function courseInstallation(...unitCodes: string[]): Promise<CourseInstallation> {
  const { config, cleanUp } = await testInstallation();
  const logger = new NestLogger(createLogger('silent', 'test'));
  const app = await NestFactory.createApplicationContext(CourseServices.with(config), {
    logger,
    abortOnError: false,
  });
  const db = app.get(DataSource);
  for (const code of unitCodes) await addUnit(db, code);
  const close = async () => {
    await app.close();
    await cleanUp();
  };
  return { app, db, close };
}

export async function addUnit(db: DataSource, code: string): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO unit (id, code, kind, name, path, valid_from) VALUES ($1, $2::text, 'province', $2, ('vn.' || $2)::ltree, '2025-07-01')`,
    [id, code],
  );
  return id;
}
