import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { Issuing } from '../issuing/issuing.service.js';
import { Revocations } from '../revocation/revocations.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { unbake, verifyBadge } from './badge-verifier.testing.js';
import { Badges } from './badges.service.js';

const PUBLIC_URL = 'https://hoc.example';

describe('certificates as badges', () => {
  let world: CertificateWorld;
  beforeAll(async () => {
    world = await CertificateWorld.open({ publicUrl: PUBLIC_URL });
  }, 120_000);
  afterAll(() => world?.close());

  /** The internet as a verifier sees it: only our own addresses answer. */
  const fetch = async (url: string): Promise<string> => {
    expect(url.startsWith(`${PUBLIC_URL}/`)).toBe(true);
    const answer = await world.visitor().inject({ method: 'GET', url: url.slice(PUBLIC_URL.length) });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} at ${url}`);
    return answer.payload;
  };

  async function holder(name = 'Phạm Thị Hồng Nhung') {
    const { id, accountId } = await world.rows.enrolment({ name });
    await world.get(Issuing).issue([id]);
    const [row] = await world.db.query(
      'SELECT id, code, register_id FROM certificate WHERE enrolment_id = $1',
      [id],
    );
    return { accountId, ...(row as { id: string; code: string; register_id: string }) };
  }

  test('from the wallet to another’s verifier, as file and as pictures', async () => {
    const { id, accountId, code } = await holder();
    const learner = world.signedIn(accountId);
    await learner.get('/certificates');
    const href = learner.page.querySelector('a[href$="/badge"]')?.getAttribute('href') as string;
    await learner.get(href);
    expect(learner.text('main')).toContain('Không ghi ngày sinh');
    expect(learner.page.querySelector('main img')).toBeNull();
    await expect(fetch(`${PUBLIC_URL}/credentials/${code}`)).rejects.toThrow('404');
    await learner.post(href);
    await learner.get(href);
    expect(learner.page.querySelector('main img')?.getAttribute('src')).toBe(
      `/credentials/${code}/picture.svg`,
    );

    const token = await fetch(`${PUBLIC_URL}/credentials/${code}`);
    const { claims, valid } = await verifyBadge(token, fetch);
    expect(valid).toBe(true);
    expect(claims).toMatchObject({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      credentialSubject: { identifier: [{ identityHash: 'Phạm Thị Hồng Nhung', hashed: false }] },
    });
    for (const as of ['png', 'svg', 'jws']) {
      const file = await learner.inject({ method: 'GET', url: `${href}/file?as=${as}` });
      expect(file.headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename="huy-hieu-[\\w-]+\\.${as}"$`),
      );
      expect(as === 'jws' ? file.payload : unbake(file.rawPayload)).toBe(token);
    }
    const [audit] = await world.db.query(
      `SELECT count(*)::int AS n FROM audit_entry WHERE subject_id = $1 AND action = 'certificate.make-badge'`,
      [id],
    );
    expect(audit).toEqual({ n: 1 });
  });

  test('says nothing of birth date, position, unit or result; components have the addresses of their CASE items', async () => {
    const { id, accountId, code } = await holder();
    await world.get(Badges).make(accountId, id);
    const token = await fetch(`${PUBLIC_URL}/credentials/${code}`);
    const said = Buffer.from(token.split('.')[1] as string, 'base64url').toString();
    const [{ facts }] = await world.db.query('SELECT facts FROM certificate WHERE id = $1', [id]);
    const hidden = [facts.holder.birth?.date, facts.holder.position, facts.holder.unit, facts.study.result];
    for (const each of hidden.filter(Boolean)) expect(said).not.toContain(each);
    const { alignment = [] } = JSON.parse(said).credentialSubject.achievement;
    for (const { targetUrl } of alignment)
      expect(targetUrl).toMatch(/^https:\/\/hoc\.example\/ims\/case\/v1p1\/CFItems\/[0-9a-f-]{36}$/);
    expect(alignment.length).toBeGreaterThan(0);
    expect(alignment).toHaveLength(
      facts.framework.flatMap((line: { components: [] }) => line.components).length,
    );
  });

  test('a revoked certificate ends its badge and no other; nobody makes one any more', async () => {
    const [ended, kept] = [await holder(), await holder('Y Bhăm Êban')];
    for (const each of [ended, kept]) await world.get(Badges).make(each.accountId, each.id);
    const tokens = await Promise.all(
      [ended, kept].map(({ code }) => fetch(`${PUBLIC_URL}/credentials/${code}`)),
    );
    await world.get(Revocations).revoke({
      certificateId: ended.id,
      registerId: ended.register_id,
      reason: 'Cấp nhầm lớp',
      actorId: ended.accountId,
    });
    const states = await Promise.all(tokens.map(async (token) => (await verifyBadge(token, fetch)).valid));
    expect(states).toEqual([false, true]);

    const late = await holder();
    await world.get(Revocations).revoke({
      certificateId: late.id,
      registerId: late.register_id,
      reason: 'Cấp nhầm lớp',
      actorId: late.accountId,
    });
    await expect(world.get(Badges).make(late.accountId, late.id)).rejects.toThrow('certificate.not-valid');
  });

  test('twenty at once make one badge each, each at a place of its own', async () => {
    const holders = await Promise.all(Array.from({ length: 4 }, () => holder()));
    await Promise.all(
      holders.flatMap(({ accountId, id }) =>
        Array.from({ length: 5 }, () => world.get(Badges).make(accountId, id)),
      ),
    );
    const rows: { position: number }[] = await world.db.query(
      'SELECT position FROM open_badge ORDER BY position',
    );
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, at) => at));
  });

  test('a changed letter, another key or no list does not verify', async () => {
    const { id, accountId, code } = await holder();
    await world.get(Badges).make(accountId, id);
    const token = await fetch(`${PUBLIC_URL}/credentials/${code}`);
    const [head, body = '', signature] = token.split('.');
    const forged = Buffer.from(body, 'base64url').toString().replace('Nhung', 'Trang');
    await expect(
      verifyBadge([head, Buffer.from(forged).toString('base64url'), signature].join('.'), fetch),
    ).rejects.toThrow('invalid signature');
    const otherKey = async (url: string) => (await fetch(url)).replace(/"n":"..../, '"n":"AAAA');
    await expect(verifyBadge(token, otherKey)).rejects.toThrow('invalid signature');
    const otherList = async (url: string) => fetch(url.replace(/status\/0$/, 'did.json'));
    await expect(verifyBadge(token, otherList)).rejects.toThrow('No token');
  });

  test('another’s certificate is like one that does not exist; so is what is no issuer or list', async () => {
    const { id } = await holder();
    const stranger = world.signedIn(await world.rows.person());
    for (const target of [id, newId(), '%2e%2e']) {
      await stranger.get(`/certificates/${target}/badge`);
      expect(stranger.status).toBe(404);
    }
    for (const url of [`/issuers/${newId()}/did.json`, '/issuers/x/did.json', `/issuers/${newId()}/status/0`])
      await expect(fetch(PUBLIC_URL + url)).rejects.toThrow('404');
  });
});
