import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import type { Evidence } from '../document/framework-document.js';
import { FileRefused } from '../document/problem.js';
import { FrameworkVersions } from '../version/framework-versions.js';
import { type CrosswalkDocument, crosswalkProblems, type Relation } from './crosswalk-document.js';

interface End {
  versionId: string;
  code: string;
  version: string;
  title: string;
}

export interface CrosswalkSummary {
  id: string;
  title: string;
  source: string;
  importedAt: Date;
  rows: number;
  from: End;
  to: End;
}

export interface CrosswalkRow {
  fromCode: string;
  fromName: string;
  toCode: string;
  toName: string;
  relation: Relation;
  evidence: Evidence;
  note: string | null;
}

const END = (alias: string, framework: string) =>
  `json_build_object('versionId', ${alias}.id, 'code', ${framework}.code, 'version', ${alias}.version,
     'title', ${alias}.title)`;
const SUMMARY = `
  SELECT w.id, w.title, w.source, w.imported_at AS "importedAt", ${END('a', 'fa')} AS "from", ${END('b', 'fb')} AS "to",
    (SELECT count(*)::int FROM crosswalk_row r WHERE r.crosswalk_id = w.id) AS rows
  FROM crosswalk w
  JOIN framework_version a ON a.id = w.from_version_id JOIN framework fa ON fa.id = a.framework_id
  JOIN framework_version b ON b.id = w.to_version_id JOIN framework fb ON fb.id = b.framework_id`;

/** Tables of correspondence between versions in force (or superseded) of two frameworks. */
@Injectable()
export class Crosswalks {
  constructor(
    private readonly db: DataSource,
    private readonly versions: FrameworkVersions,
    private readonly audit: Audit,
  ) {}

  list(): Promise<CrosswalkSummary[]> {
    return this.db.query(`${SUMMARY} ORDER BY w.imported_at DESC`);
  }

  async get(id: string): Promise<CrosswalkSummary | null> {
    const rows: CrosswalkSummary[] = await this.db.query(`${SUMMARY} WHERE w.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Newest between any versions of the two. */
  async find(from: string, to: string): Promise<CrosswalkSummary | null> {
    const rows: CrosswalkSummary[] = await this.db.query(
      `${SUMMARY} WHERE fa.code = $1 AND fb.code = $2 ORDER BY w.imported_at DESC LIMIT 1`,
      [from, to],
    );
    return rows[0] ?? null;
  }

  /** Of which the version is either end. */
  ofVersion(versionId: string): Promise<CrosswalkSummary[]> {
    return this.db.query(`${SUMMARY} WHERE $1 IN (a.id, b.id) ORDER BY w.id`, [versionId]);
  }

  rows(id: string): Promise<CrosswalkRow[]> {
    return this.db.query(
      `SELECT r.from_code AS "fromCode", f.name AS "fromName", r.to_code AS "toCode", t.name AS "toName", r.relation,
         r.evidence, r.note
       FROM crosswalk_row r JOIN crosswalk w ON w.id = r.crosswalk_id
       JOIN framework_component f ON f.version_id = w.from_version_id AND f.code = r.from_code
       JOIN framework_component t ON t.version_id = w.to_version_id AND t.code = r.to_code
       WHERE r.crosswalk_id = $1 ORDER BY r.position`,
      [id],
    );
  }

  async document({ id, from, to, title, source }: CrosswalkSummary): Promise<CrosswalkDocument> {
    const rows = (await this.rows(id)).map(({ fromCode, toCode, relation, evidence, note }) => ({
      ...{ from: fromCode, to: toCode, relation, evidence, note },
    }));
    const end = ({ code, version }: End) => ({ framework: code, version });
    return { from: end(from), to: end(to), title, source, rows };
  }

  /** In place of the table between the same two versions. Throws FileRefused or DomainError. */
  async import(document: CrosswalkDocument, actorId: string | null): Promise<string> {
    const { title, source, rows } = document;
    const from = await this.end(document.from);
    const to = await this.end(document.to);
    const problems = crosswalkProblems(document, from.codes, to.codes);
    if (problems.length > 0) throw new FileRefused(problems);
    if (from.id === to.id) throw new DomainError('competency.crosswalk-same-ends');
    return inTransaction(this.db, async (tx) => {
      const [{ id }] = (await tx.query(
        `INSERT INTO crosswalk (id, from_version_id, to_version_id, title, source, imported_by)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (from_version_id, to_version_id) DO UPDATE SET title = excluded.title, source = excluded.source,
           imported_at = now(), imported_by = excluded.imported_by RETURNING id`,
        [newId(), from.id, to.id, title, source, actorId],
      )) as [{ id: string }];
      await tx.query('DELETE FROM crosswalk_row WHERE crosswalk_id = $1', [id]);
      await tx.query(
        `INSERT INTO crosswalk_row (crosswalk_id, position, from_code, to_code, relation, evidence, note)
         SELECT $1, g.position, g."from", g."to", g.relation, g.evidence, g.note
         FROM jsonb_to_recordset($2) AS g(position int, "from" text, "to" text, relation text, evidence text, note text)`,
        [id, JSON.stringify(rows.map((row, position) => ({ position, ...row })))],
      );
      const detail = { from: from.label, to: to.label, rows: rows.length };
      await this.audit.record(tx, {
        ...{
          actorId,
          action: 'competency.import-crosswalk',
          subjectType: 'crosswalk',
          subjectId: id,
          detail,
        },
      });
      return id;
    });
  }

  /** Only between versions that cannot change any more. */
  private async end({ framework, version }: CrosswalkDocument['from']) {
    const label = `${framework} ${version}`;
    const found = await this.versions.find(framework, version);
    if (!found || found.status === 'draft')
      throw new DomainError('competency.crosswalk-no-version', { label });
    const document = await this.versions.document(found.id);
    return { id: found.id, label, codes: new Set(document.components.map((each) => each.code)) };
  }
}
