import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MessageParams } from '#platform/errors';
import { fold } from '#platform/text';
import type { CertificateStatus } from '../certificate/certificate.entity.js';
import type { BookFacts, PaperFacts } from '../certificate/paper-facts.js';

export interface Book {
  id: string;
  year: number;
  issuerId: string;
  issuerName: string;
  superiorName: string | null;
  place: string;
  lastNumber: number;
  valid: number;
  revoked: number;
  replaced: number;
  /** Valid ones whose file is still being made. */
  unrendered: number;
  /** Recorded from older registers. */
  imported: number;
}

/** A line of a register: of a certificate, or recorded from an older register. */
export interface BookLine {
  id: string;
  number: number;
  serial: string | null;
  entryNumber: string | null;
  status: CertificateStatus;
  facts: BookFacts;
  endedAt: Date | null;
  endReason: string | null;
  imported: boolean;
}

export interface BookEntry {
  id: string;
  number: number;
  serial: string;
  entryNumber: string;
  code: string;
  status: CertificateStatus;
  facts: PaperFacts;
  issuedAt: Date;
  endedAt: Date | null;
  endReason: string | null;
  pdfKey: string | null;
}

/** Another certificate that an entry speaks of. */
export interface Neighbour {
  id: string;
  registerId: string;
  serial: string;
  /** Of an older register. */
  old?: boolean;
}

/** An entry with the one that took its place, and the one whose place it took. */
export interface BookEntryWithTrail extends BookEntry {
  replacedBy: Neighbour | null;
  replaces: Neighbour | null;
}

export interface HeldUp {
  enrolmentId: string;
  name: string;
  className: string;
  code: string;
  params: MessageParams;
  firstAt: Date;
}

export interface EntrySearch {
  q: string;
  status: CertificateStatus | null;
  offset: number;
  limit: number;
}

const ENTRY = `c.id, c.number, c.serial, c.entry_number AS "entryNumber", c.code, c.status, c.facts,
  c.issued_at AS "issuedAt", c.ended_at AS "endedAt", c.end_reason AS "endReason", c.pdf_key AS "pdfKey"`;

const LINE = `e.id, e.number, e.serial, e.entry_number AS "entryNumber", e.status, e.facts, e.ended_at AS "endedAt",
  e.end_reason AS "endReason", e.imported`;

const NEIGHBOUR = `SELECT jsonb_build_object('id', k.id, 'registerId', k.register_id, 'serial', k.serial) FROM certificate k`;

/** Reading registers. Every query carries the ltree paths of the units whose registers may be seen. */
@Injectable()
export class Books {
  constructor(private readonly db: DataSource) {}

  async list(scope: readonly string[]): Promise<Book[]> {
    return this.books(scope, null);
  }

  async find(scope: readonly string[], id: string): Promise<Book | null> {
    return (await this.books(scope, id))[0] ?? null;
  }

  /** Newest first; `total` counts all that match. Words of the name match without diacritics, a number as it is typed. */
  async entries(registerId: string, { q, status, offset, limit }: EntrySearch) {
    const words = fold(q).split(/\s+/).filter(Boolean).map(escapeLike);
    const matching = `FROM register_entry e
       WHERE e.register_id = $1 AND ($2::text IS NULL OR e.status = $2)
         AND ($3::text[] = '{}' OR typed_number(e.serial) = typed_number($4) OR typed_number(e.entry_number) = typed_number($4)
              OR search_text(e.facts #>> '{holder,name}') LIKE ALL (SELECT '%' || w || '%' FROM unnest($3::text[]) w))`;
    const given = [registerId, status, words, q];
    const [entries, counted] = (await Promise.all([
      this.db.query(`SELECT ${LINE} ${matching} ORDER BY e.number DESC, e.id OFFSET $5 LIMIT $6`, [
        ...given,
        offset,
        limit,
      ]),
      this.db.query(`SELECT count(*)::int AS total ${matching}`, given),
    ])) as [BookLine[], [{ total: number }]];
    return { total: counted[0].total, entries };
  }

  /** In the order of the book, for printing. */
  async pages(registerId: string, offset: number, limit: number): Promise<BookLine[]> {
    return this.db.query(
      `SELECT ${LINE} FROM register_entry e WHERE e.register_id = $1 ORDER BY e.number, e.id OFFSET $2 LIMIT $3`,
      [registerId, offset, limit],
    );
  }

  async entry(registerId: string, certificateId: string): Promise<BookEntryWithTrail | null> {
    const rows: BookEntryWithTrail[] = await this.db.query(
      `SELECT ${ENTRY}, (${NEIGHBOUR} WHERE k.id = c.replaced_by) AS "replacedBy",
              coalesce((${NEIGHBOUR} WHERE k.replaced_by = c.id),
                (SELECT jsonb_build_object('id', o.id, 'registerId', o.register_id, 'old', true,
                   'serial', coalesce(o.entry_number, o.serial)) FROM old_entry o WHERE o.replaced_by = c.id LIMIT 1)) AS replaces
       FROM certificate c WHERE c.register_id = $1 AND c.id = $2`,
      [registerId, certificateId],
    );
    return rows[0] ?? null;
  }

  /** Completed without a certificate, because something is in the way: in programmes of these units. */
  async heldUp(scope: readonly string[], limit: number): Promise<HeldUp[]> {
    return this.db.query(
      `SELECT o.enrolment_id AS "enrolmentId", p.full_name AS name, t.title AS "className", o.code, o.params,
              o.first_at AS "firstAt"
       FROM issuing_obstacle o
         JOIN enrolment e ON e.id = o.enrolment_id
         JOIN person p ON p.account_id = e.account_id
         JOIN training_class t ON t.id = e.class_id
         JOIN programme g ON g.id = t.programme_id
         JOIN unit u ON u.id = g.owner_unit_id
       WHERE u.path <@ ANY($1::ltree[]) ORDER BY o.first_at LIMIT $2`,
      [scope, limit],
    );
  }

  private async books(scope: readonly string[], id: string | null): Promise<Book[]> {
    return this.db.query(
      `SELECT r.id, r.year, r.last_number AS "lastNumber", i.id AS "issuerId", i.name AS "issuerName",
              i.superior_name AS "superiorName", i.place, n.valid, n.revoked, n.replaced, n.unrendered, n.imported
       FROM register r
         JOIN issuer i ON i.id = r.issuer_id
         JOIN unit u ON u.id = i.owner_unit_id
         CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE status = 'valid')::int AS valid,
                  count(*) FILTER (WHERE status = 'revoked')::int AS revoked,
                  count(*) FILTER (WHERE status = 'replaced')::int AS replaced,
                  count(*) FILTER (WHERE status = 'valid' AND signed_at IS NULL AND NOT imported)::int AS unrendered,
                  count(*) FILTER (WHERE imported)::int AS imported
           FROM register_entry e WHERE e.register_id = r.id) n
       WHERE u.path <@ ANY($1::ltree[]) AND ($2::uuid IS NULL OR r.id = $2)
       ORDER BY r.year DESC, i.name`,
      [scope, id],
    );
  }
}

const escapeLike = (word: string): string => word.replace(/[\\%_]/g, '\\$&');
