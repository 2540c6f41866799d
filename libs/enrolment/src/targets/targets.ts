import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Unit, Units } from '#organisation';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, type FieldError, InvalidInput } from '#platform/errors';
import type { Actor } from '#platform/http';
import type { ProgrammeRow } from '../programmes/programme-scope.js';
import { readTargetLines } from './target-lines.policy.js';

/** A unit with the number of people that are to complete, of it and of those below it. */
export interface TargetRow {
  unit: Pick<Unit, 'id' | 'code' | 'name' | 'kind' | 'path'>;
  people: number;
}

/** Targets of units in a programme. */
@Injectable()
export class Targets {
  constructor(
    private readonly db: DataSource,
    private readonly units: Units,
    private readonly audit: Audit,
  ) {}

  /** By the tree. `scope`: ltree roots; nothing outside them. */
  async of(programmeId: string, scope: readonly string[]): Promise<TargetRow[]> {
    const rows: (TargetRow['unit'] & { people: number })[] = await this.db.query(
      `SELECT u.id, u.code, u.name, u.kind, u.path::text AS path, t.people
       FROM unit_target t JOIN unit u ON u.id = t.unit_id
       WHERE t.programme_id = $1 AND u.path <@ ANY($2::ltree[]) ORDER BY u.path`,
      [programmeId, scope],
    );
    return rows.map(({ people, ...unit }) => ({ unit, people }));
  }

  /** Puts these lines in the place of all targets of a programme that the actor runs. Throws {@link InvalidInput}. */
  async replace(actor: Actor, programme: ProgrammeRow, text: string): Promise<number> {
    if (programme.closedOn) throw new DomainError('enrolment.programme-closed');
    const { targets, problems } = readTargetLines(text, await this.units.subtree(programme.unitPath));
    const errors = Object.entries(problems)
      .filter(([, lines]) => lines.length > 0)
      .map(
        ([problem, lines]): FieldError => ({
          field: 'lines',
          code: `enrolment.target-${problem}`,
          params: { lines: lines.slice(0, 20).join(', ') },
        }),
      );
    if (errors.length > 0) throw new InvalidInput(errors);
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT 1 FROM programme WHERE id = $1 FOR UPDATE', [programme.id]);
      await tx.query('DELETE FROM unit_target WHERE programme_id = $1', [programme.id]);
      await tx.query(
        `INSERT INTO unit_target (programme_id, unit_id, people)
         SELECT $1, unit_id, people FROM unnest($2::uuid[], $3::int[]) AS n (unit_id, people)`,
        [programme.id, targets.map(({ unitId }) => unitId), targets.map(({ people }) => people)],
      );
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'enrolment.set-targets',
        subjectType: 'programme',
        subjectId: programme.id,
        detail: { code: programme.code, count: targets.length },
      });
    });
    return targets.length;
  }
}
