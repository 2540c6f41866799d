import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EntryAttempts } from '#assessment';
import { Accounts, DEMO_PEOPLE, PersonKeys } from '#identity';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import { newCode } from '../entry/entry-code.js';

interface DemoRound {
  id: string;
  quizId: string;
  opensAt: Date;
}

interface Sitting {
  /** Questions answered right; the rest are left empty. */
  right: number;
  prediction: number;
  seconds: number;
}

/** How the people of the demonstration did, in their order; the last of them did not enter. */
const SITTINGS: Sitting[] = [
  { right: 10, prediction: 12, seconds: 221 },
  { right: 9, prediction: 8, seconds: 305 },
  { right: 10, prediction: 9, seconds: 412 },
  { right: 8, prediction: 20, seconds: 187 },
  { right: 7, prediction: 8, seconds: 530 },
  { right: 9, prediction: 8, seconds: 298 },
  { right: 6, prediction: 100, seconds: 344 },
  { right: 10, prediction: 12, seconds: 190 },
];

/** Entries of the demo people in a round that is over, with answers, as they would have been written then. */
@Injectable()
export class DemoEntries {
  constructor(
    private readonly db: DataSource,
    private readonly attempts: EntryAttempts,
    private readonly accounts: Accounts,
    private readonly keys: PersonKeys,
    private readonly outbox: Outbox,
  ) {}

  /** Ids of their attempts, handed in and not marked. */
  async of(round: DemoRound): Promise<string[]> {
    const attemptIds: string[] = [];
    for (const [index, sitting] of SITTINGS.entries()) {
      const username = DEMO_PEOPLE[index]?.username ?? '';
      const accountId = await this.accounts.findByUsername(username);
      if (!accountId) continue;
      const at = new Date(round.opensAt.getTime() + (index + 1) * 5 * 3_600_000);
      attemptIds.push(await this.entry(round, accountId, at, sitting));
    }
    return attemptIds;
  }

  private async entry(round: DemoRound, accountId: string, at: Date, sitting: Sitting): Promise<string> {
    const draw = await this.attempts.draw(round.quizId);
    const { key } = await this.keys.strongest(accountId, round.id);
    return inTransaction(this.db, async (tx) => {
      const entryId = newId();
      await tx.query(
        `INSERT INTO contest_entry (id, round_id, account_id, person_key, unit_id, code, prediction, entered_at)
         SELECT $1, $2, account_id, $4, unit_id, $5, $6, $7 FROM person WHERE account_id = $3`,
        [entryId, round.id, accountId, key, newCode(), sitting.prediction, at],
      );
      const attemptId = await this.attempts.start(tx, draw, { accountId, entryId, deviceId: null });
      await this.answer(tx, attemptId, at, sitting);
      return attemptId;
    });
  }

  private async answer(
    tx: EntityManager,
    attemptId: string,
    at: Date,
    { right, seconds }: Sitting,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO answer_journal (attempt_id, client_seq, position, answer, received_at)
       SELECT a.id, i.n, i.n, CASE WHEN v.type = 'true-false' THEN jsonb_build_array(v.body ->> 'answer') ELSE
                (SELECT jsonb_agg(o -> 'id') FROM jsonb_array_elements(v.body -> 'options') o
                  WHERE (o ->> 'correct')::boolean) END,
              $2::timestamptz + make_interval(secs => i.n * $3::float8 / 11)
         FROM attempt a, jsonb_array_elements(a.items) WITH ORDINALITY AS i (item, n)
         JOIN question_version v ON v.id = (i.item ->> 'questionVersionId')::uuid
        WHERE a.id = $1 AND i.n <= $4`,
      [attemptId, at, seconds, right],
    );
    await tx.query(
      `UPDATE attempt SET status = 'submitted', submitted_by = 'learner', started_at = $2::timestamptz,
              deadline_at = $2::timestamptz + (deadline_at - started_at),
              submitted_at = $2::timestamptz + make_interval(secs => $3) WHERE id = $1`,
      [attemptId, at, seconds],
    );
    await this.outbox.write(tx, 'AttemptSubmitted', attemptId);
  }
}
