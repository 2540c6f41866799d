import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ChainAudit } from '../chain/chain-audit.service.js';
import { IssueCertificates } from '../issuing/issue-certificates.job.js';
import { CertificateWorld } from '../testing/certificate-world.js';

const PEOPLE = 300;
const PER_BATCH = 7;

describe('a register under fire', () => {
  let world: CertificateWorld;
  beforeAll(async () => {
    world = await CertificateWorld.open({ databasePool: 12 });
  }, 120_000);
  afterAll(() => world?.close());

  const count = async (sql: string): Promise<number> => Number((await world.db.query(sql))[0].n);

  /** Fails the last statement of the transaction, or its commit, again and again; some as deadlocks. */
  async function breakTransactions(): Promise<void> {
    await world.db.query(`
      CREATE SEQUENCE fired;
      CREATE FUNCTION misfire() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE turn bigint := nextval('fired');
      BEGIN
        IF turn % 5 = 0 THEN RAISE EXCEPTION 'forced rollback'; END IF;
        IF turn % 7 = 0 THEN RAISE EXCEPTION 'forced deadlock' USING ERRCODE = '40P01'; END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER misfire_now AFTER UPDATE ON issuing_head FOR EACH STATEMENT EXECUTE FUNCTION misfire();
      CREATE CONSTRAINT TRIGGER misfire_at_commit AFTER INSERT ON issuing_log
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.seq % 11 = 0) EXECUTE FUNCTION misfire()`);
  }

  async function mend(): Promise<void> {
    await world.db.query(
      'DROP TRIGGER misfire_now ON issuing_head; DROP TRIGGER misfire_at_commit ON issuing_log',
    );
  }

  test('300 people in overlapping batches with forced rollbacks: no gap, nobody twice, the log whole', async () => {
    const ids = await world.rows.enrolments(PEOPLE);
    const handler = world.get(IssueCertificates);
    // Every person is in two batches, in two orders, and every batch is asked for until it succeeds.
    const batches = [ids, ids.toReversed()].flatMap((order) =>
      Array.from({ length: Math.ceil(PEOPLE / PER_BATCH) }, (_, index) =>
        order.slice(index * PER_BATCH, (index + 1) * PER_BATCH),
      ),
    );
    await breakTransactions();
    let failed = 0;
    const first = await Promise.allSettled(batches.map((batch) => handler.run({ ids: batch })));
    failed += first.filter((each) => each.status === 'rejected').length;
    expect(failed).toBeGreaterThan(0);
    const sound = async () => {
      expect(await count(`SELECT count(*) - count(DISTINCT enrolment_id) AS n FROM certificate`)).toBe(0);
      expect(await count(`SELECT last_number - (SELECT count(*) FROM certificate) AS n FROM register`)).toBe(
        0,
      );
      expect(await count(`SELECT max(number) - count(*) AS n FROM certificate`)).toBe(0);
      expect(await count(`SELECT count(*) - max(seq) AS n FROM issuing_log`)).toBe(0);
    };
    await sound();
    await mend();
    await Promise.all(batches.map((batch) => handler.run({ ids: batch })));
    await sound();
    expect(await count('SELECT count(*) AS n FROM certificate')).toBe(PEOPLE);
    expect(await count(`SELECT count(*) AS n FROM outbox WHERE type = 'CertificateIssued'`)).toBe(PEOPLE);
    expect(
      await count(
        `SELECT sum((detail->>'count')::int) AS n FROM audit_entry WHERE action = 'certificate.issue'`,
      ),
    ).toBe(PEOPLE);
    expect(await world.get(ChainAudit).run()).toMatchObject({ ok: true, through: PEOPLE, broken: null });
  }, 120_000);

  test('a changed certificate, a changed entry and a cut log are found where they are', async () => {
    const audit = world.get(ChainAudit);
    const [row] = await world.db.query(
      `SELECT l.seq::int AS seq, c.id, c.facts FROM issuing_log l JOIN certificate c ON c.id = l.certificate_id WHERE l.seq = 120`,
    );
    await world.db.query(
      `UPDATE certificate SET facts = jsonb_set(facts, '{holder,name}', '"Kẻ Mạo Danh"') WHERE id = $1`,
      [row.id],
    );
    expect(await audit.run()).toMatchObject({
      ok: false,
      through: 119,
      broken: { seq: 120, reason: 'record' },
    });
    await world.db.query('UPDATE certificate SET facts = $2 WHERE id = $1', [row.id, row.facts]);
    await world.db.query('ALTER TABLE issuing_log DISABLE TRIGGER issuing_log_append_only');
    await world.db.query(`UPDATE issuing_log SET at = at - interval '1 day' WHERE seq = 40`);
    expect(await audit.run()).toMatchObject({ ok: false, through: 39, broken: { seq: 40, reason: 'hash' } });
    await world.db.query(`UPDATE issuing_log SET at = at + interval '1 day' WHERE seq = 40`);
    await world.db.query('DELETE FROM issuing_log WHERE seq > 290');
    expect(await audit.run()).toMatchObject({
      ok: false,
      through: 290,
      broken: { seq: 291, reason: 'truncated' },
    });
  });

  test('the log takes no changes', async () => {
    await world.db.query('ALTER TABLE issuing_log ENABLE TRIGGER issuing_log_append_only');
    await expect(world.db.query('DELETE FROM issuing_log WHERE seq = 1')).rejects.toThrow('append-only');
  });
});
