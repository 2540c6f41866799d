import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TODAY } from '#platform/clock';
import { newId } from '#platform/ids';
import type { PaperFacts } from '../certificate/paper-facts.js';
import type { Issuer } from '../issuer/issuer.entity.js';
import { Register } from './register.entity.js';

export interface NewCertificate {
  id: string;
  /** Null: an award of a contest. */
  enrolmentId: string | null;
  registerId: string;
  number: number;
  serial: string;
  entryNumber: string;
  code: string;
  facts: PaperFacts;
  /** Hexadecimal. */
  salt: string;
  issuedAt: Date;
}

@Injectable()
export class RegisterRows {
  /** One moment for the whole transaction, with its day and year in Viet Nam; whole milliseconds, as the log has. */
  async moment(tx: EntityManager): Promise<{ at: Date; day: string; year: number }> {
    const [row] = (await tx.query(
      `SELECT date_trunc('milliseconds', now()) AS at, local::text AS day, extract(year FROM local)::int AS year
       FROM (SELECT ${TODAY} AS local) d`,
    )) as { at: Date; day: string; year: number }[];
    return row!;
  }

  /** The register of the year, opened with the issuer's patterns when it is the first time, and locked. */
  async lockRegister(tx: EntityManager, issuer: Issuer, year: number): Promise<Register> {
    await tx.query(
      `INSERT INTO register (id, issuer_id, year, serial_pattern, entry_pattern) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (issuer_id, year) DO NOTHING`,
      [newId(), issuer.id, year, issuer.serialPattern, issuer.entryPattern],
    );
    return tx.findOneOrFail(Register, {
      where: { issuerId: issuer.id, year },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async save(tx: EntityManager, register: Register): Promise<void> {
    await tx.update(Register, { id: register.id }, { lastNumber: register.lastNumber });
  }

  async insert(tx: EntityManager, rows: readonly NewCertificate[]): Promise<void> {
    const column = <T>(of: (row: NewCertificate) => T) => rows.map(of);
    await tx.query(
      `INSERT INTO certificate (id, enrolment_id, kind, register_id, number, serial, entry_number, code, facts, salt, issued_at)
       SELECT id, enrolment_id, CASE WHEN enrolment_id IS NULL THEN 'contest-award' ELSE 'completion' END, register_id, number, serial, entry_number, code, facts::jsonb, decode(salt, 'hex'), issued_at
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
                   $9::text[], $10::timestamptz[])
         AS n (id, enrolment_id, register_id, number, serial, entry_number, code, facts, salt, issued_at)`,
      [
        column((row) => row.id),
        column((row) => row.enrolmentId),
        column((row) => row.registerId),
        column((row) => row.number),
        column((row) => row.serial),
        column((row) => row.entryNumber),
        column((row) => row.code),
        column((row) => JSON.stringify(row.facts)),
        column((row) => row.salt),
        column((row) => row.issuedAt.toISOString()),
      ],
    );
    await this.insertLevels(tx, rows);
  }

  private async insertLevels(tx: EntityManager, rows: readonly NewCertificate[]): Promise<void> {
    const levels = rows.flatMap(({ id, facts: { framework = [] } }) =>
      framework.flatMap(({ components }) =>
        components.flatMap(({ award }) => (award?.entry ? [[id, award.entry] as const] : [])),
      ),
    );
    if (levels.length === 0) return;
    await tx.query(
      `INSERT INTO certificate_level (certificate_id, entry_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
      [levels.map(([id]) => id), levels.map(([, entry]) => entry)],
    );
  }
}
