import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { Siblings } from '#platform/processes';
import { testInstallation } from '#platform/testing';
import { makeAccount, openWeb, seedUnits } from '../testing.js';
import { IdentityWebModule } from '../web.js';
import { Sessions } from './sessions.js';

describe('who is behind a session', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let here: NestFastifyApplication;
  let elsewhere: NestFastifyApplication;
  let db: DataSource;
  let id: string;

  beforeAll(async () => {
    installation = await testInstallation();
    here = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule]);
    elsewhere = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule]);
    db = here.get(DataSource);
    await seedUnits(here);
    id = await makeAccount(here, 'unit-manager', '11311', {
      fullName: 'Đinh Thị Kỷ',
      password: 'con trâu gặm cỏ',
    });
  }, 60_000);

  afterAll(async () => {
    await here?.close();
    await elsewhere?.close();
    await installation?.cleanUp();
  });

  const sessions = (app: NestFastifyApplication) => app.get(Sessions, { strict: false });
  const enable = () => db.query(`UPDATE account SET status = 'active' WHERE id = $1`, [id]);

  test('is told with name, language and roles with their units', async () => {
    const { token, actor } = await sessions(here).open(id);
    expect(actor).toEqual({
      accountId: id,
      sessionId: expect.any(String),
      name: 'Đinh Thị Kỷ',
      locale: 'vi',
      grants: [{ role: 'unit-manager', unitId: expect.any(String), unitPath: 'vn.31.11311' }],
    });
    expect(await sessions(elsewhere).resolve(token)).toEqual(actor);
  });

  test('nobody, once it is ended in another process of the same machine, as soon as that process tells it', async () => {
    const wire = (from: NestFastifyApplication, to: NestFastifyApplication) =>
      jest
        .spyOn(from.get(Siblings, { strict: false }), 'tell')
        .mockImplementation((topic, text) => to.get(Siblings, { strict: false }).receive({ topic, text }));
    const told = wire(here, elsewhere);
    const { token } = await sessions(here).open(id);
    const actor = await sessions(elsewhere).resolve(token);
    await sessions(here).end(id, actor?.sessionId ?? '');
    expect(await sessions(elsewhere).resolve(token)).toBeNull();
    told.mockRestore();
  });

  test('nobody, once the account is disabled: here at once, in another process within two seconds', async () => {
    const { token } = await sessions(here).open(id);
    expect(await sessions(here).resolve(token)).not.toBeNull();
    expect(await sessions(elsewhere).resolve(token)).not.toBeNull();
    await db.query(`UPDATE account SET status = 'disabled' WHERE id = $1`, [id]);
    sessions(here).forget(id);
    expect(await sessions(here).resolve(token)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect(await sessions(elsewhere).resolve(token)).toBeNull();
    await enable();
  });

  test('an answer read before a change is not kept after it', async () => {
    const { token } = await sessions(here).open(id);
    const service = sessions(here);
    service.forget(id);
    // The database answers the first question while the account is being disabled.
    const [before] = await Promise.all([
      service.resolve(token),
      db.query(`UPDATE account SET status = 'disabled' WHERE id = $1`, [id]).then(() => service.forget(id)),
    ]);
    expect(await service.resolve(token)).toBeNull();
    expect(before === null || before.accountId === id).toBe(true);
    await enable();
  });

  test('reading pages writes nothing; after five minutes the last use is noted once', async () => {
    const { token } = await sessions(here).open(id);
    const seen = async () =>
      (
        await db.query(
          'SELECT xmin::text AS version, last_seen_at FROM session ORDER BY created_at DESC LIMIT 1',
        )
      )[0];
    const first = await seen();
    for (let count = 0; count < 5; count += 1) {
      sessions(here).forget(id);
      await sessions(here).resolve(token);
    }
    expect(await seen()).toEqual(first);
    await db.query(`UPDATE session SET last_seen_at = now() - interval '5 minutes 1 second'`);
    sessions(here).forget(id);
    await sessions(here).resolve(token);
    const noted = await seen();
    expect(noted.last_seen_at.getTime()).toBeGreaterThan(first.last_seen_at.getTime());
    sessions(here).forget(id);
    await sessions(here).resolve(token);
    expect(await seen()).toEqual(noted);
  });

  test('a revoked role is gone, a role of a closed grant never comes back', async () => {
    const { token } = await sessions(here).open(id);
    await db.query(`UPDATE role_grant SET revoked_at = now() WHERE account_id = $1`, [id]);
    sessions(here).forget(id);
    expect((await sessions(here).resolve(token))?.grants).toEqual([]);
  });
});
