import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { type Command, Refused, UsageError } from '../command.js';
import { openApplication } from '../open-application.js';
import { commands } from './index.js';
import { routes } from './routes.js';
import { seed } from './seed.js';
import { userCreate } from './user-create.js';

jest.setTimeout(120_000);

describe('commands', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let opened: ReturnType<typeof openApplication>;
  const said: string[] = [];

  beforeAll(async () => {
    installation = await testInstallation();
    opened = openApplication(installation.config, createLogger('silent', 'cli'));
  });

  afterAll(async () => {
    await opened?.close();
    await installation?.cleanUp();
  });

  const run = (command: Command, values: Record<string, string | boolean> = {}) =>
    command.run({
      values,
      positionals: [],
      config: installation.config,
      app: opened.app,
      say: (line) => void said.push(line),
    });
  const count = async (sql: string) =>
    (await (await opened.app()).get(DataSource).query(`SELECT count(*)::int AS n FROM ${sql}`))[0]
      .n as number;

  test('each says what it is for and how it is called', () => {
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['seed', 'user:create', 'routes']),
    );
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    for (const { name, usage, summary } of commands) {
      expect(usage.startsWith(name)).toBe(true);
      expect(summary.length).toBeGreaterThan(10);
    }
  });

  describe('seed', () => {
    test('loads what a real installation needs, without the people of the demo', async () => {
      await run(seed);
      expect([await count('unit'), await count('framework'), await count('account')]).toEqual([7255, 2, 0]);
      expect(await count('course')).toBeGreaterThan(0);
      expect(said.join('\n')).toContain('units: 7255 added');
    });

    test('again adds nothing; with --if-empty it does not even look', async () => {
      const again = (await run(seed)) as { added: Record<string, number> };
      expect(Object.values(again.added).every((added) => added === 0)).toBe(true);
      said.length = 0;
      expect(await run(seed, { 'if-empty': true })).toEqual({ seeded: false });
      expect(said).toEqual([]);
    });
  });

  describe('user:create', () => {
    const person = { name: 'Nguyễn  Văn An', role: 'system-admin', unit: 'vn', phone: '+84 912 345 678' };

    test('makes an account that waits, and tells its code once', async () => {
      const answer = (await run(userCreate, person)) as Record<string, string>;
      expect(answer['code']).toMatch(/^\w{4}-\w{4}-\w{4}$/);
      expect(answer['link']).toMatch(/^http:\/\/127\.0\.0\.1\/activate\/.{43}$/);
      expect(
        await count(`account a JOIN person p ON p.account_id = a.id JOIN role_grant g ON g.account_id = a.id
          WHERE a.status = 'pending' AND a.phone = '0912345678' AND p.full_name = 'Nguyễn Văn An' AND g.role = 'system-admin'`),
      ).toBe(1);
      expect(userCreate.print?.(answer)).toContain(answer['code']);
    });

    test('refuses a phone that is taken, with the words of the platform', async () => {
      await expect(run(userCreate, person)).rejects.toMatchObject({ code: 'identity.phone-taken' });
    });

    test.each([
      [{ name: '' }, UsageError],
      [{ role: 'emperor' }, UsageError],
      [{ unit: '' }, UsageError],
      [{ phone: '12' }, UsageError],
      [{ phone: '' }, UsageError],
      [{ unit: '99999', phone: '0912345679' }, Refused],
    ])('refuses %p', async (wrong, kind) => {
      await expect(run(userCreate, { ...person, ...wrong })).rejects.toBeInstanceOf(kind);
      expect(await count(`account WHERE phone = '0912345679'`)).toBe(0);
    });
  });

  test('routes lists method, path, roles and scope, and the demo door only in demo mode', async () => {
    const answer = (await run(routes)) as { routes: Record<string, string>[] };
    expect(answer.routes).toContainEqual({
      method: 'POST',
      path: '/admin/accounts/:id/suspension',
      roles: 'unit-manager, programme-admin, system-admin',
      scope: 'unit',
    });
    expect(answer.routes.map(({ path }) => path)).not.toContain('/sign-in/demo');
    expect(routes.print?.(answer).split('\n').length).toBe(answer.routes.length + 1);
    installation.config.demo = true;
    const demo = (await run(routes)) as { routes: Record<string, string>[] };
    expect(demo.routes).toContainEqual({
      method: 'POST',
      path: '/sign-in/demo',
      roles: 'public',
      scope: 'none',
    });
  });
});
