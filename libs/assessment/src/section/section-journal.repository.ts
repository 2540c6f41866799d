import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, runPrepared, type Statement } from '#platform/database';
import { OPEN, type Saved, SEQ_PER_DEVICE } from '../attempt/answer-journal.repository.js';
import type { JournalEntry } from '../attempt/answer-sheet.js';
import { arrivedInTime } from '../attempt/deadline.js';
import type { Sender } from '../attempt/submissions.service.js';
import type { Progress } from './section.policy.js';
import { sectionTime } from './section.policy.js';

/** An answer with the number of the section that takes it; 0 where the quiz is one piece. */
export type SectionEntry = JournalEntry & { section: number };

/** `refused`: numbers of those that their question takes no more, or not yet. */
export type SavedInSections = Saved & { refused: number[] };

/** SQL: the question that a learner who never goes back has come to. */
const REACHED = '(SELECT coalesce(max(position), 1) FROM answer_journal WHERE attempt_id = $1)';

/** SQL of {@link questionState} with the grace, for a request that waited `$3` milliseconds. */
const taken = (section: string, position: string, sequential: string): string => `(
  (${section} = 0 OR EXISTS (
     SELECT FROM attempt_section s WHERE s.attempt_id = $1 AND s.number = ${section}
        AND (s.deadline_at IS NULL OR ${arrivedInTime('$3', 's.deadline_at')})))
  AND (NOT ${sequential}::boolean OR ${position} = ${REACHED}))`;

const NEXT = `1 + greatest(open.device_epoch::bigint * ${SEQ_PER_DEVICE},
  (SELECT max(client_seq) FROM answer_journal j WHERE j.attempt_id = open.id))`;

const SAVE: Statement = {
  name: 'assessment-save-in-sections',
  text: `
    WITH open AS (${OPEN}), given AS (
      SELECT a.*, ${taken('a.section', 'a.position', '$9')} AS taken
        FROM unnest($4::bigint[], $5::int[], $6::text[], $7::boolean[], $8::int[])
          AS a (seq, position, answer, flagged, section)
    ), kept AS (
      INSERT INTO answer_journal (attempt_id, client_seq, position, answer, flagged)
      SELECT open.id, a.seq, a.position, a.answer::jsonb, a.flagged FROM open, given a
       WHERE a.seq < (open.device_epoch + 1)::bigint * ${SEQ_PER_DEVICE} AND a.taken
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT now() AS at, EXISTS (SELECT FROM open) AS open, (SELECT count(*)::int FROM kept) AS kept,
           (SELECT deadline_at FROM open) AS "endsAt",
           (SELECT coalesce(array_agg(seq::float8) FILTER (WHERE NOT taken), '{}') FROM given) AS refused`,
};

const APPEND: Statement = {
  name: 'assessment-append-in-sections',
  text: `
    WITH open AS (${OPEN}), kept AS (
      INSERT INTO answer_journal (attempt_id, client_seq, position, answer, flagged)
      SELECT open.id, ${NEXT}, $4::int, $5::text::jsonb, $6::boolean FROM open
       WHERE ${taken('$7::int', '$4::int', '$8')}
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT now() AS at, EXISTS (SELECT FROM open) AS open, (SELECT count(*)::int FROM kept) AS kept,
           (SELECT deadline_at FROM open) AS "endsAt",
           CASE WHEN ${taken('$7::int', '$4::int', '$8')} THEN '{}'::float8[] ELSE '{0}' END AS refused`,
};

/** Coming to the next question is a step of the journal: from then on the one before is left behind. */
const ADVANCE: Statement = {
  name: 'assessment-advance',
  text: `
    WITH open AS (${OPEN})
    INSERT INTO answer_journal (attempt_id, client_seq, position)
    SELECT open.id, ${NEXT}, $4::int + 1 FROM open WHERE $4::int = ${REACHED}
    ON CONFLICT DO NOTHING`,
};

const BEGUN: Statement = {
  name: 'assessment-sections-begun',
  text: `
    SELECT s.number, s.deadline_at + CASE WHEN s.deadline_at >= a.paused_at THEN now() - a.paused_at ELSE interval '0' END
             AS "deadlineAt"
      FROM attempt_section s JOIN attempt a ON a.id = s.attempt_id WHERE s.attempt_id = $1 ORDER BY s.number`,
};

/** The journal of attempts whose questions are not open all the time. */
@Injectable()
export class SectionJournal {
  constructor(private readonly db: DataSource) {}

  begun(attemptId: string): Promise<Progress['begun']> {
    return runPrepared<Progress['begun'][number]>(this.db, BEGUN, [attemptId]);
  }

  /** As `AnswerJournal.save`, of those that their questions take. One statement. */
  async save(
    attemptId: string,
    sender: Sender,
    entries: SectionEntry[],
    sequential: boolean,
  ): Promise<SavedInSections> {
    const sorted = [...entries].sort((a, b) => a.seq - b.seq);
    const rows = await runPrepared<SavedInSections & object>(this.db, SAVE, () => [
      ...[attemptId, sender.deviceId, sender.waitedMs()],
      sorted.map(({ seq }) => seq),
      sorted.map(({ position }) => position),
      sorted.map(({ answer }) => answer && JSON.stringify(answer)),
      sorted.map(({ flagged }) => flagged),
      sorted.map(({ section }) => section),
      sequential,
    ]);
    return rows[0]!;
  }

  /** As `AnswerJournal.append`. */
  async append(
    attemptId: string,
    sender: Sender,
    entry: Omit<SectionEntry, 'seq'>,
    sequential: boolean,
  ): Promise<SavedInSections> {
    for (;;) {
      const [saved] = await runPrepared<SavedInSections & object>(this.db, APPEND, () => [
        ...[attemptId, sender.deviceId, sender.waitedMs(), entry.position],
        ...[entry.answer && JSON.stringify(entry.answer), entry.flagged, entry.section, sequential],
      ]);
      if (!saved!.open || saved!.kept > 0 || saved!.refused.length > 0) return saved!;
    }
  }

  /** Leaves a question behind for the next one; nothing happens when it is left already. */
  async advance(attemptId: string, sender: Sender, position: number): Promise<void> {
    await runPrepared(this.db, ADVANCE, () => [attemptId, sender.deviceId, sender.waitedMs(), position]);
  }

  /**
   * Begins a section, the next one only; its clock starts now. `mark` is its first question where nobody goes back.
   * False when the attempt takes nothing from this device now.
   */
  begin(
    attemptId: string,
    sender: Sender,
    section: { number: number; minutes: number | null; quizMinutes: number; mark: number | null },
  ): Promise<boolean> {
    const { number, minutes, quizMinutes, mark } = section;
    return inTransaction(this.db, async (tx) => {
      const open = OPEN.replace('FOR SHARE', 'FOR UPDATE');
      const held: object[] = await tx.query(open, [attemptId, sender.deviceId, sender.waitedMs()]);
      if (held.length === 0) return false;
      const [begun] = (await tx.query(
        `SELECT (SELECT count(*)::int FROM attempt_section WHERE attempt_id = $1) AS sections,
                (SELECT coalesce(sum(c.extra_minutes), 0)::int FROM accommodation_use u
                   JOIN accommodation c ON c.id = u.accommodation_id WHERE u.attempt_id = $1) AS extra`,
        [attemptId],
      )) as [{ sections: number; extra: number }];
      if (number !== begun.sections + 1) return true;
      const time = minutes === null ? null : sectionTime(minutes, quizMinutes, begun.extra);
      await tx.query(
        `INSERT INTO attempt_section (attempt_id, number, minutes, deadline_at)
         VALUES ($1, $2, $3, now() + $4::float8 * interval '1 millisecond')`,
        [attemptId, number, minutes, time],
      );
      if (mark !== null)
        await tx.query(
          `INSERT INTO answer_journal (attempt_id, client_seq, position) SELECT $1::uuid, ${NEXT}, $2::int
             FROM attempt open WHERE open.id = $1`,
          [attemptId, mark],
        );
      return true;
    });
  }
}
