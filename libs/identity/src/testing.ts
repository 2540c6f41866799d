import type { INestApplicationContext, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { UnitSeeder, Units } from '#organisation';
import type { Config } from '#platform/config';
import { Cookies, type Role } from '#platform/http';
import { createLogger } from '#platform/logging';
import { type BrowserSession, startApplication } from '#platform/testing';
import { Accounts } from './account/accounts.js';
import { Sessions } from './session/sessions.js';

export { makeGrant, makePerson } from './testing/people.js';
export { TestActors, tokenOf } from './testing/test-actors.js';

/** Loads the units (the national tree takes about a second). */
export async function seedUnits(app: INestApplicationContext): Promise<void> {
  await app.get(UnitSeeder, { strict: false }).run();
}

let made = 0;

/** An account with a role at a unit given by its code; waits for activation, so sign it in with {@link signInAs}. */
export async function makeAccount(
  app: INestApplicationContext,
  role: Role,
  unitCode: string,
  more: { fullName?: string; password?: string; username?: string } = {},
): Promise<string> {
  const unit = await app.get(Units, { strict: false }).findByCode(unitCode);
  if (!unit) throw new Error(`No unit ${unitCode}: seed the units first`);
  made += 1;
  const { fullName = 'Nguyễn Văn Thử', username = `thu${made}`, password } = more;
  return app.get(Accounts, { strict: false }).create(
    {
      fullName,
      username,
      unitId: unit.id,
      roles: [{ role }],
      ...(password ? { password } : {}),
    },
    null,
  );
}

/** Signs a person in on this browser without the form; the next page carries their CSRF token. */
export async function signInAs(
  app: INestApplicationContext,
  browser: BrowserSession,
  accountId: string,
): Promise<void> {
  // A waiting account has no password yet; tests that are not about passwords need none.
  await app
    .get(DataSource, { strict: false })
    .query(`UPDATE account SET status = 'active' WHERE id = $1 AND status = 'pending'`, [accountId]);
  const sessions = app.get(Sessions, { strict: false });
  const { token } = await sessions.open(accountId);
  // Tests may change the account or its roles before its first page.
  sessions.forget(accountId);
  browser.setCookie(app.get(Cookies, { strict: false }).session, token);
}

/** The web modules of a test around a test database, without the rest of the application. Close it at the end. */
export async function openWeb(
  config: Config,
  modules: Type[],
  logger = createLogger(config.logLevel, 'test'),
): Promise<NestFastifyApplication> {
  return startApplication(config, { modules }, logger);
}
