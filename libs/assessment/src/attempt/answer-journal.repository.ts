import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import type { JournalEntry } from './answer-sheet.js';
import type { AttemptStatus, SubmittedBy } from './attempt.repository.js';
import { arrivedInTime, DEADLINE, OVERDUE } from './deadline.js';
import type { Sender } from './submissions.service.js';

/** Answers of one device have numbers in [epoch × this, (epoch + 1) × this). */
export const SEQ_PER_DEVICE = 100_000;

/** How an open attempt stands, by the database's clock. */
export interface AttemptState {
  status: AttemptStatus;
  now: Date;
  deadlineAt: Date;
  /** An invigilator has stopped the clock: no answer is taken until it runs again. */
  paused: boolean;
  /** Deadline and grace are over. */
  overdue: boolean;
  deviceId: string | null;
  deviceEpoch: number;
  submittedAt: Date | null;
  submittedBy: SubmittedBy | null;
  /** When the last answer was saved. */
  savedAt: Date | null;
  journal: JournalEntry[];
}

export interface Saved {
  at: Date;
  /** The attempt takes answers from this device now. False: nothing was written. */
  open: boolean;
  /** How many rows are new; the others were there already. */
  kept: number;
  /** The deadline, which an invigilator may have moved since the page was made. Null when nothing was written. */
  endsAt: Date | null;
}

// FOR SHARE makes submission wait for answers under way, so that none is acknowledged after grading began.
export const OPEN = `
  SELECT id, device_epoch, deadline_at FROM attempt
   WHERE id = $1 AND status = 'open' AND paused_at IS NULL AND (device_id = $2 OR device_id IS NULL)
     AND ${arrivedInTime('$3')}
     FOR SHARE`;

export const SAVE: Statement = {
  name: 'assessment-save',
  text: `
    WITH open AS (${OPEN}), kept AS (
      INSERT INTO answer_journal (attempt_id, client_seq, position, answer, flagged)
      SELECT open.id, a.seq, a.position, a.answer::jsonb, a.flagged
        FROM open, unnest($4::bigint[], $5::int[], $6::text[], $7::boolean[]) AS a (seq, position, answer, flagged)
       WHERE a.seq < (open.device_epoch + 1)::bigint * ${SEQ_PER_DEVICE}
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT now() AS at, EXISTS (SELECT FROM open) AS open, (SELECT count(*)::int FROM kept) AS kept,
           (SELECT deadline_at FROM open) AS "endsAt"`,
};

/** For forms without scripts: the server numbers the answer itself, after all that are there. */
const APPEND: Statement = {
  name: 'assessment-append',
  text: `
    WITH open AS (${OPEN}), kept AS (
      INSERT INTO answer_journal (attempt_id, client_seq, position, answer, flagged)
      SELECT open.id, 1 + greatest(open.device_epoch::bigint * ${SEQ_PER_DEVICE},
               (SELECT max(client_seq) FROM answer_journal j WHERE j.attempt_id = open.id)),
             $4::int, $5::text::jsonb, $6::boolean
        FROM open
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT now() AS at, EXISTS (SELECT FROM open) AS open, (SELECT count(*)::int FROM kept) AS kept,
           (SELECT deadline_at FROM open) AS "endsAt"`,
};

const STATE: Statement = {
  name: 'assessment-state',
  text: `
    SELECT status, now() AS now, ${DEADLINE} AS "deadlineAt", paused_at IS NOT NULL AS paused, device_id AS "deviceId",
           device_epoch AS "deviceEpoch", submitted_at AS "submittedAt", submitted_by AS "submittedBy",
           ${OVERDUE} AS overdue, j.saved_at AS "savedAt",
           coalesce(j.entries, '[]') AS journal
      FROM attempt, LATERAL (
        SELECT max(received_at) AS saved_at,
               json_agg(json_build_object('seq', client_seq, 'position', position, 'answer', answer,
                                          'flagged', flagged)) AS entries
          FROM answer_journal WHERE attempt_id = attempt.id
      ) j
     WHERE id = $1`,
};

const SAME: Statement = {
  name: 'assessment-same',
  text: `
    SELECT a.seq::float8 AS seq
      FROM unnest($2::bigint[], $3::int[], $4::text[], $5::boolean[]) AS a (seq, position, answer, flagged)
     WHERE NOT EXISTS (
       SELECT FROM answer_journal j
        WHERE j.attempt_id = $1 AND j.client_seq = a.seq AND j.position = a.position
          AND j.answer IS NOT DISTINCT FROM a.answer::jsonb AND j.flagged IS NOT DISTINCT FROM a.flagged)`,
};

/** The append-only journal of answers. A returned save is committed. */
@Injectable()
export class AnswerJournal {
  constructor(private readonly db: DataSource) {}

  /** Writes answers that carry their own numbers; a number that is taken keeps what it has. One statement. */
  async save(attemptId: string, sender: Sender, entries: JournalEntry[]): Promise<Saved> {
    // In one order everywhere, so that two saves of the same answers never wait for each other in a circle.
    const columns = columnsOf([...entries].sort((a, b) => a.seq - b.seq));
    const rows = await runPrepared<Saved & object>(this.db, SAVE, () => [
      attemptId,
      sender.deviceId,
      sender.waitedMs(),
      ...columns,
    ]);
    return rows[0]!;
  }

  /** Writes one answer with the next number. */
  async append(attemptId: string, sender: Sender, entry: Omit<JournalEntry, 'seq'>): Promise<Saved> {
    for (;;) {
      const [saved] = await runPrepared<Saved & object>(this.db, APPEND, () => [
        attemptId,
        sender.deviceId,
        sender.waitedMs(),
        entry.position,
        entry.answer && JSON.stringify(entry.answer),
        entry.flagged,
      ]);
      // Open and nothing kept: another request took the number in between.
      if (!saved!.open || saved!.kept > 0) return saved!;
    }
  }

  /** Numbers of those entries which the journal does not hold with this very content. */
  async differing(attemptId: string, entries: JournalEntry[]): Promise<number[]> {
    const rows = await runPrepared<{ seq: number }>(this.db, SAME, [attemptId, ...columnsOf(entries)]);
    return rows.map((row) => row.seq);
  }

  async state(attemptId: string): Promise<AttemptState> {
    const rows = await runPrepared<AttemptState & object>(this.db, STATE, [attemptId]);
    return rows[0]!;
  }
}

const columnsOf = (entries: JournalEntry[]): unknown[] => [
  entries.map((entry) => entry.seq),
  entries.map((entry) => entry.position),
  entries.map((entry) => entry.answer && JSON.stringify(entry.answer)),
  entries.map((entry) => entry.flagged),
];
