import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fileHash } from '../verify-file/certificate-file.js';
import type { SignerKind } from './signer.js';

/** A page that waits for its signature. */
export interface Unsigned {
  id: string;
  drawnKey: string;
  /** Whether the paper says that it is a trial. */
  trial: boolean;
  /** Of issuing. */
  year: string;
}

/** A signed file, kept under `key`. Hashes in hexadecimal. */
export interface Signed {
  id: string;
  drawnKey: string;
  key: string;
  sha256: string;
  at: Date;
  /** SHA-256 of the certificate of the key. */
  fingerprint: string;
}

@Injectable()
export class UnsignedFiles {
  constructor(private readonly db: DataSource) {}

  async find(ids: readonly string[]): Promise<Unsigned[]> {
    return this.db.query(
      `SELECT id, drawn_key AS "drawnKey", (facts ->> 'trial')::boolean AS trial, left(facts ->> 'issuedOn', 4) AS year
       FROM certificate
       WHERE id = ANY($1::uuid[]) AND rendered_at IS NOT NULL AND signed_at IS NULL AND status = 'valid' ORDER BY id`,
      [ids],
    );
  }

  /** Drawn more than a minute ago, whatever became of the event. */
  async forgotten(limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM certificate
       WHERE signed_at IS NULL AND status = 'valid' AND rendered_at < now() - interval '1 minute'
       ORDER BY rendered_at, id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  /** Returns the keys of those that were the first; the others are to be thrown away. */
  async keep(signed: readonly Signed[]): Promise<string[]> {
    const rows = (await this.db.query(
      `WITH kept AS (
         UPDATE certificate c SET pdf_key = s.key, pdf_sha256 = decode(s.sha256, 'hex'), signed_at = s.at,
           signed_by = decode(s.fingerprint, 'hex')
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[]) AS s (id, key, sha256, at, fingerprint)
         WHERE c.id = s.id AND c.signed_at IS NULL AND c.status = 'valid' RETURNING c.pdf_key)
       SELECT pdf_key AS key FROM kept`,
      [
        signed.map((each) => each.id),
        signed.map((each) => each.key),
        signed.map((each) => each.sha256),
        signed.map((each) => each.at),
        signed.map((each) => each.fingerprint),
      ],
    )) as { key: string }[];
    return rows.map((row) => row.key);
  }

  /** As if they had not been drawn: the sweep draws them. */
  async drawAgain(files: readonly Unsigned[]): Promise<void> {
    if (files.length === 0) return;
    await this.db.query(
      `UPDATE certificate SET rendered_at = NULL, drawn_key = NULL WHERE id = ANY($1::uuid[]) AND signed_at IS NULL`,
      [files.map((each) => each.id)],
    );
  }

  /** Drawn pages of certificates that are signed, or that ended before. */
  async leftOver(limit: number): Promise<{ id: string; drawnKey: string }[]> {
    return this.db.query(
      `SELECT id, drawn_key AS "drawnKey" FROM certificate
       WHERE drawn_key IS NOT NULL AND (signed_at IS NOT NULL OR status <> 'valid') LIMIT $1`,
      [limit],
    );
  }

  async forgetDrawn(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.db.query(
      `UPDATE certificate SET drawn_key = NULL
       WHERE id = ANY($1::uuid[]) AND drawn_key IS NOT NULL AND (signed_at IS NOT NULL OR status <> 'valid')`,
      [ids],
    );
  }

  /** Keeps the certificate of the key for those who check files later; returns its fingerprint. */
  async remember(der: Buffer, kind: SignerKind, at: Date): Promise<string> {
    const fingerprint = fileHash(der);
    await this.db.query(
      `INSERT INTO signing_certificate (fingerprint, der, kind, first_used_at) VALUES (decode($1, 'hex'), $2, $3, $4)
       ON CONFLICT (fingerprint) DO NOTHING`,
      [fingerprint, der, kind, at],
    );
    return fingerprint;
  }
}
