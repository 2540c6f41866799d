import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EntryAttempts, type Sender } from '#assessment';
import { PersonKeys } from '#identity';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { newCode } from './entry-code.js';

export interface EntryRequest {
  round: { id: string; quizId: string };
  accountId: string;
  unitId: string;
  showName: boolean;
  sender: Sender;
}

export interface Entered {
  entryId: string;
  attemptId: string;
  /** False: the person had entered before. */
  created: boolean;
}

/** Only while the round is open, counted from the arrival of the request; both unique keys keep racing down to one. */
const ENTER = `
  INSERT INTO contest_entry (id, round_id, account_id, person_key, unit_id, code, name_consent_at)
  SELECT $1, r.id, $3, $4, $5, $6, CASE WHEN $7 THEN now() END
    FROM contest_round r JOIN contest c ON c.id = r.contest_id
   WHERE r.id = $2 AND r.ready_at IS NOT NULL AND c.published_at IS NOT NULL AND now() >= r.opens_at
     AND now() - $8::float8 * interval '1 millisecond' <= r.closes_at
  ON CONFLICT DO NOTHING RETURNING id`;

/** One entry a person in a round, with its one attempt. */
@Injectable()
export class Entries {
  constructor(
    private readonly db: DataSource,
    private readonly attempts: EntryAttempts,
    private readonly keys: PersonKeys,
  ) {}

  /**
   * Enters, or finds the entry there is. Throws DomainError `contest.person-entered` when the person entered by
   * another account, `contest.round-closed`.
   */
  async enter({ round, accountId, unitId, showName, sender }: EntryRequest): Promise<Entered> {
    const before = await this.own(round.id, accountId);
    if (before) return { ...before, created: false };
    const [{ key, kind }, draw] = await Promise.all([
      this.keys.strongest(accountId, round.id),
      this.attempts.draw(round.quizId),
    ]);
    const made = await inTransaction(this.db, async (tx) => {
      const entryId = newId();
      const rows: object[] = await tx.query(ENTER, [
        ...[entryId, round.id, accountId, key, unitId, newCode(), showName, sender.waitedMs()],
      ]);
      if (rows.length === 0) return null;
      const owner = { accountId, entryId, deviceId: sender.deviceId };
      return { entryId, attemptId: await this.attempts.start(tx, draw, owner) };
    });
    if (made) return { ...made, created: true };
    const raced = await this.own(round.id, accountId);
    if (raced) return { ...raced, created: false };
    const [other] = await this.db.query('SELECT FROM contest_entry WHERE round_id = $1 AND person_key = $2', [
      round.id,
      key,
    ]);
    throw new DomainError(other ? `contest.person-entered-by-${kind}` : 'contest.round-closed');
  }

  /** The entry of an account in a round, with its attempt. */
  async own(roundId: string, accountId: string): Promise<{ entryId: string; attemptId: string } | null> {
    const [row] = (await this.db.query(
      `SELECT e.id AS "entryId", a.id AS "attemptId" FROM contest_entry e JOIN attempt a ON a.entry_id = e.id
        WHERE e.round_id = $1 AND e.account_id = $2`,
      [roundId, accountId],
    )) as { entryId: string; attemptId: string }[];
    return row ?? null;
  }

  /** What is foretold, then the submission. Once the attempt is closed nothing of it changes any more. */
  async handIn(entry: { id: string; attemptId: string }, prediction: number | null, sender: Sender) {
    if (prediction !== null)
      await inTransaction(this.db, async (tx) => {
        if (await this.attempts.hold(tx, entry.attemptId, sender))
          await tx.query('UPDATE contest_entry SET prediction = $2 WHERE id = $1', [entry.id, prediction]);
      });
    return this.attempts.submit(entry.attemptId, sender);
  }

  /** Consent to the whole name in the standings, given or taken back at any time. */
  async showName(entryId: string, show: boolean): Promise<void> {
    await this.db.query(
      `UPDATE contest_entry SET name_consent_at = CASE WHEN $2 THEN coalesce(name_consent_at, now()) END WHERE id = $1`,
      [entryId, show],
    );
  }
}
