import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MessageParams } from '#platform/errors';

/** An issuer as somebody chooses it, with the next numbers it would give. */
export interface OfferedIssuer {
  id: string;
  code: string;
  name: string;
  superiorName: string | null;
  unitName: string;
  place: string;
  signatoryTitle: string;
  signatoryName: string;
  authorised: boolean;
  legalBasis: string | null;
  printsScore: boolean;
  serialPattern: string;
  entryPattern: string;
  year: number;
  /** Of its register of this year; 0 while there is none. */
  lastNumber: number;
}

export interface ClassIssuing {
  /** Named for this class; null when it is the nearest one. */
  chosenId: string | null;
  /** The one of the owner unit or of the nearest unit above; null when there is none. */
  nearestId: string | null;
  completed: number;
  certified: number;
}

export interface HeldUpHere {
  name: string;
  code: string;
  params: MessageParams;
  firstAt: Date;
}

/** How the certificates of one class are issued. */
@Injectable()
export class ClassIssuers {
  constructor(private readonly db: DataSource) {}

  /** Of a class that is there. */
  async of(classId: string): Promise<ClassIssuing> {
    const rows: ClassIssuing[] = await this.db.query(
      `SELECT ci.issuer_id AS "chosenId",
              (SELECT i.id FROM issuer i JOIN unit u ON u.id = i.owner_unit_id AND owner.path <@ u.path
               ORDER BY nlevel(u.path) DESC, i.code LIMIT 1) AS "nearestId", n.completed, n.certified
       FROM training_class c
         JOIN programme g ON g.id = c.programme_id
         JOIN unit owner ON owner.id = g.owner_unit_id
         LEFT JOIN class_issuer ci ON ci.class_id = c.id
         CROSS JOIN LATERAL (
           SELECT count(e.completed_at)::int AS completed,
                  count(*) FILTER (WHERE EXISTS (
                    SELECT FROM certificate k WHERE k.enrolment_id = e.id AND k.kind = 'completion'))::int AS certified
           FROM enrolment e WHERE e.class_id = c.id AND e.status <> 'withdrawn') n
       WHERE c.id = $1`,
      [classId],
    );
    return rows[0]!;
  }

  /** Those that may sign for programmes of this unit: of the unit and those above it, and of the actor's own units. */
  async offered(ownerPath: string, scope: readonly string[]): Promise<OfferedIssuer[]> {
    return this.db.query(
      `SELECT i.id, i.code, i.name, i.superior_name AS "superiorName", u.name AS "unitName", i.place,
              i.signatory_title AS "signatoryTitle", i.signatory_name AS "signatoryName", i.authorised,
              i.legal_basis AS "legalBasis", i.prints_score AS "printsScore",
              coalesce(r.serial_pattern, i.serial_pattern) AS "serialPattern",
              coalesce(r.entry_pattern, i.entry_pattern) AS "entryPattern",
              y.year, coalesce(r.last_number, 0) AS "lastNumber"
       FROM issuer i
         JOIN unit u ON u.id = i.owner_unit_id
         CROSS JOIN (SELECT extract(year FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year) y
         LEFT JOIN register r ON r.issuer_id = i.id AND r.year = y.year
       WHERE u.path @> $1::ltree OR u.path <@ ANY($2::ltree[])
       ORDER BY nlevel(u.path) DESC, i.name, i.code`,
      [ownerPath, scope],
    );
  }

  /** Completed and not issued, with why; longest waiting first. */
  async heldUp(classId: string, limit: number): Promise<HeldUpHere[]> {
    return this.db.query(
      `SELECT p.full_name AS name, o.code, o.params, o.first_at AS "firstAt"
       FROM issuing_obstacle o
         JOIN enrolment e ON e.id = o.enrolment_id
         JOIN person p ON p.account_id = e.account_id
       WHERE e.class_id = $1 ORDER BY o.first_at, o.enrolment_id LIMIT $2`,
      [classId, limit],
    );
  }
}
