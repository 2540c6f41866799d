import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CONFIG, type Config } from '#platform/config';
import { STORAGE, type Storage } from '#platform/storage';
import { modelOf } from '../certificate/paper-facts.js';
import type { VerificationCode } from '../code/verification-code.js';
import { Issuing } from '../issuing/issuing.service.js';
import { RenderForgotten } from '../printing/print-certificates.job.js';
import { Printing } from '../printing/printing.service.js';
import type { CertificateModel } from '../render/certificate-model.js';
import { renderCertificate } from '../render/render-certificate.js';
import { Revocations } from '../revocation/revocations.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { Verifications } from '../verification/verifications.service.js';
import { checkSignature } from '../verify-file/signature-check.js';
import { chooseSigner } from './choose-signer.js';
import { SignForgotten } from './sign-certificates.job.js';
import { SIGNER, type Signer, SignerUnavailable } from './signer.js';
import { SigningPause } from './signing-pause.repository.js';
import { Signings } from './signings.service.js';

interface Row {
  id: string;
  code: string;
  register_id: string;
  drawn_key: string | null;
  rendered_at: Date | null;
  pdf_key: string | null;
  pdf_sha256: Buffer | null;
  signed_at: Date | null;
  signed_by: Buffer | null;
}

describe('issued, rendered, signed', () => {
  let world: CertificateWorld;
  let storage: Storage;
  let signer: Signer;
  let original: Pick<Signer, 'sign' | 'describe'>;
  let put: Storage['put'];
  let remove: Storage['remove'];
  beforeAll(async () => {
    world = await CertificateWorld.open();
    storage = world.app.get<Storage>(STORAGE, { strict: false });
    signer = world.app.get<Signer>(SIGNER, { strict: false });
    original = { sign: signer.sign.bind(signer), describe: signer.describe.bind(signer) };
    put = storage.put.bind(storage);
    remove = storage.remove.bind(storage);
  }, 120_000);
  afterAll(() => world?.close());
  beforeEach(async () => {
    Object.assign(signer, original);
    Object.assign(storage, { put, remove });
    await world.get(SigningPause).end();
  });

  const row = async (id: string): Promise<Row> =>
    (await world.db.query('SELECT * FROM certificate WHERE id = $1', [id]))[0];
  async function issued(): Promise<string> {
    const { id } = await world.rows.enrolment();
    await world.get(Issuing).issue([id]);
    return (await world.db.query('SELECT id FROM certificate WHERE enrolment_id = $1', [id]))[0].id;
  }
  /** As if minutes had gone by: what waits is forgotten, a pause is over. */
  async function later(): Promise<void> {
    await world.db.query(
      `UPDATE certificate SET issued_at = issued_at - interval '2 minutes', rendered_at = rendered_at - interval '2 minutes'
       WHERE signed_at IS NULL`,
    );
    await world.db.query(`UPDATE signing_pause SET until = now()`);
  }
  async function sweep(): Promise<void> {
    await later();
    await world.get(RenderForgotten).sweep();
    await later();
    await world.get(SignForgotten).sweep();
  }
  const files = async (): Promise<{ drawn: number; signed: number }> => {
    const [counts] = await world.db.query(
      `SELECT count(drawn_key)::int AS drawn, count(pdf_key)::int AS signed FROM certificate`,
    );
    return counts;
  };
  async function expectDone(id: string): Promise<Buffer> {
    const { drawn_key, pdf_key, pdf_sha256, signed_by, code } = await row(id);
    expect(drawn_key).toBeNull();
    const content = await storage.read(pdf_key!);
    expect(createHash('sha256').update(content).digest('hex')).toBe(pdf_sha256!.toString('hex'));
    expect(checkSignature(content)).toMatchObject({ ok: true, signedBy: signed_by!.toString('hex') });
    expect(await world.get(Verifications).byFile(content, code)).toMatchObject({ outcome: 'match' });
    return content;
  }

  test('the file is there only once it is signed; the page as drawn is gone then', async () => {
    const id = await issued();
    await world.get(Printing).print([id]);
    const drawn = await row(id);
    expect(drawn).toMatchObject({ pdf_key: null, signed_at: null });
    expect(await storage.size(drawn.drawn_key!)).toBeGreaterThan(20_000);
    expect(await world.get(Signings).sign([id])).toBe(1);
    await expectDone(id);
    expect(await storage.size(drawn.drawn_key!)).toBeNull();
    const [{ der }] = await world.db.query('SELECT der FROM signing_certificate');
    expect(createHash('sha256').update(der).digest()).toEqual((await row(id)).signed_by);
  });

  test('a signer that is down delays and never loses; it is not asked again before the pause is over', async () => {
    const ids = [await issued(), await issued()];
    await world.get(Printing).print(ids);
    let asked = 0;
    signer.sign = async () => {
      asked += 1;
      throw new SignerUnavailable('status 503');
    };
    expect(await world.get(Signings).sign(ids)).toBe(0);
    expect(await world.get(Signings).sign(ids)).toBe(0);
    expect(await world.get(SignForgotten).sweep()).toBe(0);
    expect(asked).toBe(1);
    for (let turn = 0; turn < 4; turn++) await sweep();
    expect(asked).toBe(5);
    expect(await world.get(SigningPause).current()).toMatchObject({ tries: 5, reason: 'status 503' });
    const [{ seconds }] = await world.db.query(
      'SELECT extract(epoch FROM until - now())::float AS seconds FROM signing_pause',
    );
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(60);
    Object.assign(signer, original);
    await sweep();
    for (const id of ids) await expectDone(id);
    expect(await world.get(SigningPause).current()).toBeNull();
  });

  /** Where a process may die: after the step, before the next. Each throws there once. */
  const deaths: [string, (id: string) => void][] = [
    ['while the drawn page is stored', () => dieOnce('put', 'drawn/', 'before')],
    ['after the drawn page is stored', () => dieOnce('put', 'drawn/', 'after')],
    ['while it is signed', () => dieInSigner('before')],
    ['after it is signed', () => dieInSigner('after')],
    ['while the signed file is stored', () => dieOnce('put', 'certificates/', 'before')],
    ['after the signed file is stored', () => dieOnce('put', 'certificates/', 'after')],
    ['after the file is entered', () => dieOnce('remove', 'drawn/', 'before')],
    ['after the drawn page is removed', () => dieOnce('remove', 'drawn/', 'after')],
  ];

  function dieOnce(method: 'put' | 'remove', prefix: string, when: 'before' | 'after') {
    const real = { put, remove }[method] as (key: string, content: Buffer) => Promise<unknown>;
    const dying = async (key: string, content: Buffer) => {
      if (!key.startsWith(prefix)) return real(key, content);
      Object.assign(storage, { [method]: real });
      if (when === 'after') await real(key, content);
      throw new Error('killed');
    };
    Object.assign(storage, { [method]: dying });
  }
  function dieInSigner(when: 'before' | 'after') {
    signer.sign = async (...given) => {
      signer.sign = original.sign;
      if (when === 'after') await original.sign(...given);
      throw new Error('killed');
    };
  }

  test.each(deaths)('killed %s: the sweeps finish it, one file, nothing left over', async (_, arm) => {
    const id = await issued();
    arm(id);
    const run = async () => {
      await world.get(Printing).print([id]);
      await world.get(Signings).sign([id]);
    };
    await expect(run()).rejects.toThrow();
    await sweep().catch(() => {});
    await sweep();
    const content = await expectDone(id);
    await sweep();
    expect((await expectDone(id)).equals(content)).toBe(true);
    const { drawn, signed } = await files();
    expect(drawn).toBe(0);
    expect(signed).toBe((await world.db.query('SELECT count(*)::int AS n FROM certificate'))[0].n);
  });

  test('signed twice at once: the first file stays, the other goes', async () => {
    const id = await issued();
    await world.get(Printing).print([id]);
    const stored: string[] = [];
    Object.assign(storage, {
      put: (key: string, content: Buffer) => {
        stored.push(key);
        return put(key, content);
      },
    });
    const counts = await Promise.all([1, 2, 3].map(() => world.get(Signings).sign([id])));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1);
    await expectDone(id);
    const { pdf_key } = await row(id);
    for (const key of stored.filter((each) => each !== pdf_key)) expect(await storage.size(key)).toBeNull();
  });

  test('a drawn page that is lost, or drawn for another signer, is drawn again', async () => {
    const [lost, small] = [await issued(), await issued()];
    signer.describe = () => ({ ...original.describe(), room: 100 });
    await world.get(Printing).print([small]);
    Object.assign(signer, original);
    await world.get(Printing).print([lost]);
    await remove((await row(lost)).drawn_key!);
    await world.get(Signings).sign([lost]);
    await world.get(Signings).sign([small]);
    expect([await row(lost), await row(small)].map((each) => each.rendered_at)).toEqual([null, null]);
    await sweep();
    await expectDone(lost);
    await expectDone(small);
  });

  test('revoked before it is signed: no file is made, nothing is left over', async () => {
    const id = await issued();
    await world.get(Printing).print([id]);
    const { register_id, drawn_key } = await row(id);
    await world
      .get(Revocations)
      .revoke({ certificateId: id, registerId: register_id, reason: 'Cấp nhầm lớp', actorId: id });
    await world.get(Signings).sign([id]);
    await world.get(SignForgotten).sweep();
    expect(await row(id)).toMatchObject({ drawn_key: null, pdf_key: null });
    expect(await storage.size(drawn_key!)).toBeNull();
  });

  test('the key for trials never signs a paper that does not say so', async () => {
    signer.describe = () => ({ ...original.describe(), legalValue: true });
    const id = await issued();
    await world.get(Printing).print([id]);
    Object.assign(signer, original);
    expect(await world.get(Signings).sign([id])).toBe(0);
    expect(await world.get(SigningPause).current()).toMatchObject({
      reason: expect.stringContaining('trial'),
    });
    await world.db.query(`UPDATE certificate SET status = 'revoked' WHERE id = $1`, [id]);
  });

  test('signing waits for no lock: a register that is held does not hold it up', async () => {
    const id = await issued();
    await world.get(Printing).print([id]);
    const holder = world.db.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query('SELECT FROM register FOR UPDATE');
      await holder.query('SELECT FROM issuing_head FOR UPDATE');
      expect(await world.get(Signings).sign([id])).toBe(1);
      signer.sign = async (...given) => {
        const [{ n }] = await world.db.query(
          `SELECT count(*)::int AS n FROM pg_stat_activity
           WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> $1`,
          [(await holder.query('SELECT pg_backend_pid() AS pid'))[0].pid],
        );
        expect(n).toBe(0);
        return original.sign(...given);
      };
      const another = world.get(Signings);
      await world.db.query(
        `UPDATE certificate SET signed_at = NULL, pdf_key = NULL, pdf_sha256 = NULL, signed_by = NULL,
        drawn_key = NULL, rendered_at = NULL WHERE id = $1`,
        [id],
      );
      await world.get(Printing).print([id]);
      expect(await another.sign([id])).toBe(1);
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
  });

  /** The page of a certificate drawn anew, with what is changed in its facts. */
  async function pageOf(id: string, change: Partial<CertificateModel> = {}): Promise<Buffer> {
    const { facts, serial, entry_number, code, issued_at } = (
      await world.db.query('SELECT * FROM certificate WHERE id = $1', [id])
    )[0];
    const { publicUrl } = world.app.get<Config>(CONFIG, { strict: false });
    const model = modelOf(facts, { serial, entryNumber: entry_number, code }, issued_at, publicUrl);
    return renderCertificate({ ...model, ...change }, { signatureRoom: original.describe().room });
  }

  test('a thousand tampered files: every one is found, and why is said', async () => {
    const [id, foreign] = [await issued(), await issued()];
    await world.makeFiles([id, foreign]);
    const { code, pdf_key } = await row(id);
    const pdf = await storage.read(pdf_key!);
    const { dataDir } = world.app.get<Config>(CONFIG, { strict: false });
    const thief = chooseSigner({
      dataDir: `${dataDir}/thief`,
      signing: { key: { kind: 'development' }, timeStampUrl: null },
    });
    const url = `http://127.0.0.1/verify/${(await row(foreign)).code}`;
    const verification = { url, code: code as VerificationCode };
    const swapped = (await thief.sign([await pageOf(id, { verification })], new Date())).pdfs[0]!;
    const renamed = (await thief.sign([await pageOf(id, { place: 'Hà Nội' })], new Date())).pdfs[0]!;
    const backDated = (await original.sign([await pageOf(id)], new Date(Date.now() - 600_000))).pdfs[0]!;
    const told: Record<string, number> = {};
    for (let turn = 0; turn < 1000; turn++) {
      const changed = tampered(turn, pdf, [swapped, renamed, backDated]);
      const { outcome, alteration } = await world.get(Verifications).byFile(changed);
      expect(outcome).not.toBe('match');
      const found = alteration ?? outcome;
      told[found] = (told[found] ?? 0) + 1;
    }
    expect(Object.values(told).reduce((sum, each) => sum + each, 0)).toBe(1000);
    const reasons = ['changed', 'not-whole', 'other-key', 'back-dated', 'broken'];
    for (const reason of reasons) expect(told[reason]).toBeGreaterThan(0);
    expect(told['changed']).toBeGreaterThan(500);
    expect(told['other-file']).toBeUndefined();
  }, 300_000);

  /** A flipped bit anywhere, bytes added or cut, or one of the whole files given. */
  function tampered(turn: number, pdf: Buffer, files: readonly Buffer[]): Buffer {
    if (turn % 20 === 17) return Buffer.concat([pdf, Buffer.alloc(1 + (turn % 7), turn)]);
    if (turn % 20 === 18) return pdf.subarray(0, -1 - (turn % 50));
    if (turn % 20 === 19) return files[turn % files.length]!;
    const flipped = Buffer.from(pdf);
    flipped[Math.floor((pdf.length * turn) / 1000)]! ^= 1 << (turn % 8);
    return flipped;
  }

  test('signed again with another key, back-dated, or once more with ours: each is told', async () => {
    const id = await issued();
    await world.makeFiles([id]);
    const told = async (by: Pick<Signer, 'sign'>, at: Date) =>
      (await world.get(Verifications).byFile((await by.sign([await pageOf(id)], at)).pdfs[0]!)).alteration;
    const { dataDir } = world.app.get<Config>(CONFIG, { strict: false });
    const other = chooseSigner({
      dataDir: `${dataDir}/other`,
      signing: { key: { kind: 'development' }, timeStampUrl: null },
    });
    expect(await told(other, new Date())).toBe('other-key');
    expect(await told(original, new Date(Date.now() - 600_000))).toBe('back-dated');
    expect(await told(original, new Date(Date.now() + 5000))).toBe('other-file');
  });
});
