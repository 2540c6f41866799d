import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ExamMark, ExamMarks } from '#assessment';
import { inTransaction } from '#platform/database';
import { cellChanges } from './exam-cells.js';
import { type ExamRow, rowOf } from './exam-row.js';
import { ExamRows } from './exam-rows.repository.js';

/** Keeps the rows of results and their sums in step with the grades: any number of times, in any order. */
@Injectable()
export class ExamTallies {
  constructor(
    private readonly db: DataSource,
    private readonly rows: ExamRows,
    private readonly marks: ExamMarks,
  ) {}

  /** Returns how many rows have changed. */
  async recount(enrolmentIds: string[]): Promise<number> {
    if (enrolmentIds.length === 0) return 0;
    const ids = [...new Set(enrolmentIds)].sort();
    return inTransaction(this.db, async (tx) => {
      const held = await this.rows.held(tx, ids);
      const sittings = await this.rows.sittings(tx, ids);
      const marks = byKey(await this.marks.of(ids, tx));
      const truth = new Map(sittings.map((each) => [keyOf(each), rowOf(each, marks.get(keyOf(each)) ?? [])]));
      const changed = held.flatMap((before): { before: ExamRow; after: ExamRow }[] => {
        const after = truth.get(keyOf(before)) ?? emptied(before);
        return isDeepStrictEqual(before, after) ? [] : [{ before, after }];
      });
      const after = changed.map((each) => each.after);
      await this.rows.save(tx, after);
      await this.rows.add(
        tx,
        cellChanges(
          changed.map((each) => each.before),
          after,
        ),
      );
      return changed.length;
    });
  }

  uncounted(after: string, limit: number): Promise<{ ids: string[]; last: string | null }> {
    return this.rows.uncounted(this.db, after, limit);
  }
}

const keyOf = ({ enrolmentId, quizId }: { enrolmentId: string; quizId: string }) =>
  `${enrolmentId} ${quizId}`;

function byKey(marks: ExamMark[]): Map<string, ExamMark[]> {
  const found = new Map<string, ExamMark[]>();
  for (const mark of marks) found.set(keyOf(mark), [...(found.get(keyOf(mark)) ?? []), mark]);
  return found;
}

/** Withdrawn, or of a quiz that is no longer theirs. */
const emptied = ({ enrolmentId, quizId, classId, unitId, targetGroup }: ExamRow): ExamRow => ({
  ...{ enrolmentId, quizId, classId, unitId, targetGroup },
  ...{ living: false, attempts: 0, scoreBp: null, passed: false, attemptId: null, seconds: null },
  ...{ submittedAt: null, skills: {}, revisions: 0 },
});
