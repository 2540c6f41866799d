import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RELEASED_PARTS, type Release, type ReleasedPart, type ReleaseJson, readRelease } from '#assessment';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput } from '#platform/errors';
import type { Actor } from '#platform/http';
import type { ClassRow } from '../classes/class-scope.js';
import type { PartRule, ReleaseRules } from './release.input.js';
import { ENDS, RULES } from './release-sql.js';

interface Stored {
  /** Null: the class has no rules of its own. */
  release: Release | null;
  revision: number;
  /** People of the class with a graded examination. */
  graded: number;
}

/** When the learners of a class hear of results. */
@Injectable()
export class ReleaseRulesOfClasses {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  async of(classId: string, tx: EntityManager = this.db.manager): Promise<Stored> {
    const [row] = (await tx.query(RULES, [classId])) as [
      { release: ReleaseJson | null; revision: number; graded: number },
    ];
    return { ...row, release: readRelease(row.release) };
  }

  /**
   * For a class that the actor runs. Throws `enrolment.changed-meanwhile`, and InvalidInput when marks that people
   * know would be held back, or a time does not lie ahead.
   */
  async set(actor: Actor, training: ClassRow, revision: number, rules: ReleaseRules): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT 1 FROM training_class WHERE id = $1 FOR UPDATE', [training.id]);
      const before = await this.of(training.id, tx);
      if (before.revision !== revision) throw new DomainError('enrolment.changed-meanwhile');
      refusePast(rules, before.release);
      const moments = RELEASED_PARTS.map((part) => moment(rules[part], before.release?.[part].from ?? null));
      await tx.query(
        `INSERT INTO result_release AS r (group_id, mark, review, key, mark_from, review_from, key_from, counted)
         SELECT c.id, $2, $3, $4, coalesce($5::timestamptz, ${ENDS}), coalesce($6::timestamptz, ${ENDS}),
                coalesce($7::timestamptz, ${ENDS}), false FROM training_class c WHERE c.id = $1
         ON CONFLICT (group_id) DO UPDATE SET mark = $2, review = $3, key = $4, mark_from = excluded.mark_from,
                review_from = excluded.review_from, key_from = excluded.key_from, counted = false,
                revision = r.revision + 1`,
        [training.id, ...RELEASED_PARTS.map((part) => rules[part].when), ...moments],
      );
      const after = await this.of(training.id, tx);
      // Those who were graded while marks were told at once know theirs.
      if (!after.release?.mark.due && (before.release?.mark.due ?? true) && before.graded > 0)
        throw new InvalidInput([
          { field: 'mark', code: 'enrolment.release-told', params: { count: before.graded } },
        ]);
      await this.audit.record(tx, {
        ...{ actorId: actor.accountId, action: 'enrolment.set-release', subjectType: 'class' },
        subjectId: training.id,
        detail: {
          code: training.code,
          ...Object.fromEntries(RELEASED_PARTS.map((part) => [part, rules[part].when])),
        },
      });
    });
  }

  /** Tells one part now, where its rule waits. Throws `enrolment.release-not-waiting`. */
  async tell(actor: Actor, training: ClassRow, part: ReleasedPart): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const changed = (await tx.query(
        `WITH told AS (
           UPDATE result_release SET ${part}_from = now(), ${part} = 'by-hand', revision = revision + 1,
                  counted = counted AND ${part !== 'mark'}
            WHERE group_id = $1 AND ${part}_from > now() AND ${part} NOT IN ('never', 'when-done') RETURNING 1)
         SELECT count(*)::int AS n FROM told`,
        [training.id],
      )) as [{ n: number }];
      if (changed[0].n === 0) throw new DomainError('enrolment.release-not-waiting');
      await this.audit.record(tx, {
        ...{ actorId: actor.accountId, action: 'enrolment.tell-results', subjectType: 'class' },
        ...{ subjectId: training.id, detail: { code: training.code, part } },
      });
    });
  }
}

/** A moment PostgreSQL understands; null: the end of the class. What was told by hand stays told. */
function moment({ when, at }: PartRule, before: Date | null): string | null {
  if (when === 'after-closing') return null;
  if (when === 'at') return at!.toISOString();
  if (when === 'by-hand') return before && before <= new Date() ? before.toISOString() : 'infinity';
  return when === 'never' ? 'infinity' : '-infinity';
}

function refusePast(rules: ReleaseRules, before: Release | null): void {
  for (const part of RELEASED_PARTS) {
    const { at } = rules[part];
    const same = before?.[part].from?.getTime() === at?.getTime();
    if (at && at <= new Date() && !same)
      throw new InvalidInput([{ field: `${part}-at`, code: 'enrolment.release-time-past' }]);
  }
}
