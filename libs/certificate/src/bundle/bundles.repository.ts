import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import type { PaperFacts } from '../certificate/paper-facts.js';

export type BundleKind = 'signed' | 'print';

/** How long a bundle is kept once it is there. */
export const DAYS_KEPT = 7;

export interface Bundle {
  id: string;
  classId: string;
  unitId: string | null;
  unit: string | null;
  kind: BundleKind;
  taskId: string | null;
  requestedAt: Date;
  certificates: number | null;
  /** Null until it is ready, and after it expired. */
  fileKey: string | null;
  bytes: number | null;
  /** Hexadecimal. */
  sha256: string | null;
  readyAt: Date | null;
  expiresAt: Date | null;
}

/** A certificate with its signed file, as a bundle takes it. */
export interface Bundled {
  id: string;
  number: number;
  serial: string;
  entryNumber: string;
  code: string;
  facts: PaperFacts;
  issuedAt: Date;
  pdfKey: string;
  /** Of the signed file, hexadecimal. */
  sha256: string;
}

export interface BundledUnit {
  id: string;
  name: string;
  certificates: number;
}

const BUNDLE = `SELECT b.id, b.class_id AS "classId", b.unit_id AS "unitId", u.name AS unit, b.kind,
    b.task_id AS "taskId", b.requested_at AS "requestedAt", b.certificates, b.file_key AS "fileKey",
    b.bytes::float AS bytes, encode(b.sha256, 'hex') AS sha256, b.ready_at AS "readyAt", b.expires_at AS "expiresAt"
  FROM certificate_bundle b LEFT JOIN unit u ON u.id = b.unit_id`;

/** Those of a class ($1), and only of units below these roots when there are any named ($2). */
const REACHED = `${BUNDLE} WHERE b.class_id = $1 AND ($2::ltree[] IS NULL OR u.path <@ ANY($2::ltree[]))`;

/** Valid and signed ones of a class ($1), and of a unit and those below it when one is named ($2). */
const BUNDLED = `FROM certificate c
    JOIN enrolment e ON e.id = c.enrolment_id
    LEFT JOIN unit u ON u.id = e.unit_id
  WHERE e.class_id = $1 AND c.status = 'valid' AND c.signed_at IS NOT NULL
    AND ($2::uuid IS NULL OR u.path <@ (SELECT path FROM unit WHERE id = $2))`;

/** How much of a class somebody may have: all of it, or the units below these roots. */
export interface BundleReach {
  classId: string;
  /** ltree paths; null: the whole class. */
  unitPaths: string[] | null;
}

@Injectable()
export class Bundles {
  constructor(private readonly db: DataSource) {}

  /** Newest first. */
  async list({ classId, unitPaths }: BundleReach, limit: number): Promise<Bundle[]> {
    return this.db.query(`${REACHED} ORDER BY b.requested_at DESC, b.id LIMIT $3`, [
      classId,
      unitPaths,
      limit,
    ]);
  }

  async find({ classId, unitPaths }: BundleReach, id: string): Promise<Bundle | null> {
    const rows: Bundle[] = await this.db.query(`${REACHED} AND b.id = $3`, [classId, unitPaths, id]);
    return rows[0] ?? null;
  }

  /** Units within reach whose people hold certificates of the class, with the units above them up to the province. */
  async units({ classId, unitPaths }: BundleReach): Promise<BundledUnit[]> {
    return this.db.query(
      `SELECT above.id, above.name, count(*)::int AS certificates
       FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id JOIN unit u ON u.id = e.unit_id
         JOIN unit above ON u.path <@ above.path AND above.kind <> 'country'
       WHERE e.class_id = $1 AND c.status = 'valid' AND c.signed_at IS NOT NULL
         AND ($2::ltree[] IS NULL OR above.path <@ ANY($2::ltree[]))
       GROUP BY above.id ORDER BY nlevel(above.path), above.name, above.id LIMIT 1000`,
      [classId, unitPaths],
    );
  }

  async count(classId: string, unitId: string | null): Promise<number> {
    const [row] = await this.db.query(`SELECT count(*)::int AS count ${BUNDLED}`, [classId, unitId]);
    return row.count;
  }

  /** In the order of the registers: up to `limit` after a place. */
  async next(
    { classId, unitId }: Pick<Bundle, 'classId' | 'unitId'>,
    after: Pick<Bundled, 'number' | 'id'> | null,
    limit: number,
  ): Promise<Bundled[]> {
    return this.db.query(
      `SELECT c.id, c.number, c.serial, c.entry_number AS "entryNumber", c.code, c.facts, c.issued_at AS "issuedAt",
              c.pdf_key AS "pdfKey", encode(c.pdf_sha256, 'hex') AS sha256
       ${BUNDLED} AND ($3::int IS NULL OR (c.number, c.id) > ($3::int, $4::uuid))
       ORDER BY c.number, c.id LIMIT $5`,
      [classId, unitId, after?.number ?? null, after?.id ?? null, limit],
    );
  }

  async create(
    tx: EntityManager,
    asked: Pick<Bundle, 'classId' | 'unitId' | 'kind'> & { requestedBy: string },
  ): Promise<string> {
    const id = newId();
    await tx.query(
      'INSERT INTO certificate_bundle (id, class_id, unit_id, kind, requested_by) VALUES ($1, $2, $3, $4, $5)',
      [id, asked.classId, asked.unitId, asked.kind, asked.requestedBy],
    );
    return id;
  }

  async setTask(id: string, taskId: string): Promise<void> {
    await this.db.query('UPDATE certificate_bundle SET task_id = $2 WHERE id = $1', [id, taskId]);
  }

  async ready(
    id: string,
    file: { key: string; bytes: number; sha256: string; certificates: number },
  ): Promise<void> {
    await this.db.query(
      `UPDATE certificate_bundle SET file_key = $2, bytes = $3, sha256 = decode($4, 'hex'), certificates = $5,
         ready_at = now(), expires_at = now() + make_interval(days => $6) WHERE id = $1`,
      [id, file.key, file.bytes, file.sha256, file.certificates, DAYS_KEPT],
    );
  }

  /** Those whose time is over and whose files are still there. */
  async expired(limit: number): Promise<{ id: string; fileKey: string }[]> {
    return this.db.query(
      `SELECT id, file_key AS "fileKey" FROM certificate_bundle
       WHERE file_key IS NOT NULL AND expires_at < now() ORDER BY expires_at LIMIT $1`,
      [limit],
    );
  }

  async forgetFiles(ids: readonly string[]): Promise<void> {
    await this.db.query('UPDATE certificate_bundle SET file_key = NULL WHERE id = ANY($1::uuid[])', [ids]);
  }
}
