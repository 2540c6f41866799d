import type { EntityManager } from 'typeorm';
import { makeBareQuiz } from '#assessment/testing';
import { newId } from '#platform/ids';

type Db = Pick<EntityManager, 'query'>;

export interface Counted {
  accountId: string;
  unitId: string;
  place: number;
  tied?: boolean;
}

/** A round that was counted, its standings public since a minute: entries and places straight in the tables. */
export async function makeCountedRound(
  db: Db,
  ownerUnitId: string,
  people: readonly Counted[],
): Promise<{ roundId: string; countId: string }> {
  const [contestId, roundId, countId] = [newId(), newId(), newId()];
  const quizId = await makeBareQuiz(db);
  await db.query(
    `INSERT INTO contest (id, slug, title, summary, owner_unit_id, area_unit_id, bank_id, minutes, prediction, tie_break,
       published_at)
     SELECT $1::uuid, 'thi-' || $1::text, 'Công dân số Hải Phòng', 'Thi hằng tuần', $2, $2, bank_id, 10, 'entrants',
            'prediction', now() FROM quiz WHERE id = $3`,
    [contestId, ownerUnitId, quizId],
  );
  await db.query(
    `INSERT INTO contest_round (id, contest_id, number, title, opens_at, closes_at, standings_at, quiz_id, ready_at)
     VALUES ($1, $2, 1, 'Vòng 1', now() - interval '3 days', now() - interval '1 day', now() - interval '1 minute', $3,
             now())`,
    [roundId, contestId, quizId],
  );
  await db.query(
    `INSERT INTO contest_count (id, round_id, revision, prediction, tie_break, actual, entries, disqualified, log_sha256)
     VALUES ($1, $2, 1, 'entrants', 'prediction', $3, $3, 0, repeat('0', 64))`,
    [countId, roundId, people.length],
  );
  for (const [index, { accountId, unitId, place, tied = false }] of people.entries()) {
    const entryId = newId();
    await db.query(
      `INSERT INTO contest_entry (id, round_id, account_id, person_key, unit_id, code)
       VALUES ($1, $2, $3::uuid, decode(replace($3::text, '-', ''), 'hex'), $4, 'E' || $5::text)`,
      [entryId, roundId, accountId, unitId, index],
    );
    await db.query(
      `INSERT INTO contest_place (count_id, position, place, tied, entry_id, unit_id, unit_path, mark_units, max_units,
         time_ms, submitted_at)
       VALUES ($1, $2, $3, $4, $5, $6, '31.11311', 1386000, 1386000, 60000, now() - interval '2 days')`,
      [countId, index + 1, place, tied, entryId, unitId],
    );
  }
  return { roundId, countId };
}

/** Places of units of a count, of one kind. */
export async function rankUnits(
  db: Db,
  countId: string,
  kind: string,
  units: readonly { unitId: string; place: number }[],
): Promise<void> {
  for (const [index, { unitId, place }] of units.entries())
    await db.query(
      `INSERT INTO contest_unit_place (count_id, unit_id, kind, place, position, entries, mark_units)
       VALUES ($1, $2, $3, $4, $5, 10, 1386000)`,
      [countId, unitId, kind, place, index + 1],
    );
}
