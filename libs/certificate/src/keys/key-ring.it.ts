import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONFIG, type Config } from '#platform/config';
import { verifyBadge } from '../badge/badge-verifier.testing.js';
import { Badges } from '../badge/badges.service.js';
import { Issuing } from '../issuing/issuing.service.js';
import { PaperModels } from '../offline/paper-models.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { KeyRing } from './key-ring.service.js';

const PUBLIC_URL = 'https://hoc.example';

describe('keys that others check by', () => {
  let world: CertificateWorld;
  let ring: KeyRing;
  beforeAll(async () => {
    world = await CertificateWorld.open({ publicUrl: PUBLIC_URL });
    ring = world.get(KeyRing);
    await world.db.query('UPDATE issuer SET offline_code = true');
  }, 120_000);
  afterAll(() => world?.close());

  const fetch = async (url: string): Promise<string> =>
    (await world.visitor().inject({ method: 'GET', url: url.replace(PUBLIC_URL, '') })).payload;

  async function holder() {
    const { id, accountId } = await world.rows.enrolment();
    await world.get(Issuing).issue([id]);
    const [row] = await world.db.query(
      `SELECT id, code, serial, entry_number AS "entryNumber", facts, issued_at AS "issuedAt"
       FROM certificate WHERE enrolment_id = $1`,
      [id],
    );
    return { accountId, ...row };
  }
  const badgeOf = async ({ accountId, id, code }: Awaited<ReturnType<typeof holder>>) => {
    await world.get(Badges).make(accountId, id);
    return fetch(`/credentials/${code}`);
  };

  test('a badge of before a change of key still verifies, a new one is signed by the new key, a revocation is seen in both', async () => {
    const before = await badgeOf(await holder());
    const { retired, current } = await ring.rotate('badge', null);
    const after = await badgeOf(await holder());
    const kidOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid.split('#')[1];
    expect([kidOf(before), kidOf(after)]).toEqual([retired, current]);
    for (const token of [before, after]) expect((await verifyBadge(token, fetch)).valid).toBe(true);
    await world.db.query(`UPDATE certificate SET status = 'revoked'`);
    for (const token of [before, after]) expect((await verifyBadge(token, fetch)).valid).toBe(false);
    await world.db.query(`UPDATE certificate SET status = 'valid'`);
    const [audit] = await world.db.query(
      `SELECT detail FROM audit_entry WHERE action = 'certificate.rotate-key'`,
    );
    expect(audit.detail).toEqual({ use: 'badge', retired, current });
  });

  test('a key changed by another process is taken without a restart', async () => {
    const { jwk } = await ring.current('offline');
    const other = new KeyRing(
      world.db,
      { record: async () => undefined } as never,
      world.app.get<Config>(CONFIG, { strict: false }),
    );
    await other.current('offline');
    const { current } = await ring.rotate('offline', null);
    expect((await other.current('offline')).jwk.kid).toBe(current);
    expect(current).not.toBe(jwk.kid);
  });

  test('a code of before a change of key is good to the verifier from the site, with the keys from the site', async () => {
    const { facts, serial, entryNumber, code, issuedAt } = await holder();
    const { verification } = await world.get(PaperModels).of(facts, { serial, entryNumber, code }, issuedAt);
    expect(verification.url.startsWith(`${PUBLIC_URL}/verify/${code}#1.`)).toBe(true);
    await ring.rotate('offline', null);
    const html = await fetch('/offline-check/verifier');
    expect(html).toBe(fs.readFileSync(path.resolve('docs/kiem-tra-doc-lap.html'), 'utf8'));
    const script = /<script>([\s\S]*)<\/script>/.exec(html)![1]!;
    const context = vm.createContext({ crypto, TextEncoder, TextDecoder, atob, Uint8Array });
    const check = vm.runInContext(`${script}; checkCode`, context) as (
      ...words: string[]
    ) => Promise<string[]>;
    const keys = await fetch('/offline-check/keys.json');
    expect(keys).not.toContain('"d"');
    const lines = await check(verification.url, keys);
    expect(lines).toEqual(expect.arrayContaining(['Họ và tên: Phạm Thị Hồng Nhung', `Số hiệu: ${serial}`]));
    for (const hidden of [/\b1987\b/, /Công chức/, /94,58/]) expect(lines.join(' ')).not.toMatch(hidden);
    const visitor = world.visitor();
    await visitor.get('/offline-check');
    expect(visitor.text('main')).toContain('Không biết được giấy đã bị thu hồi');
  });

  test('where the issuer does not want it, the QR is the address alone', async () => {
    await world.db.query('UPDATE issuer SET offline_code = false');
    const { facts, serial, entryNumber, code, issuedAt } = await holder();
    const model = await world.get(PaperModels).of(facts, { serial, entryNumber, code }, issuedAt);
    expect(model.verification.url).toBe(`${PUBLIC_URL}/verify/${code}`);
  });
});
