import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '#platform/errors';
import type { FrameworkDocument } from '../document/framework-document.js';
import { readDocument } from './version-rows.js';

export type VersionStatus = 'draft' | 'in-force' | 'superseded';

export interface FrameworkVersion {
  id: string;
  frameworkId: string;
  code: string;
  version: string;
  status: VersionStatus;
  title: string;
  /** The legal document it comes from. */
  document: string;
  /** `YYYY-MM-DD`. */
  effectiveDate: string | null;
  appliesTo: string | null;
  notes: string[];
  importedAt: Date;
  publishedAt: Date | null;
}

export interface VersionCounts {
  /** Without those that only hold other domains, and without those that wait. */
  domains: number;
  components: number;
  indicators: number;
  /** Parts whose rows wait for an import. */
  waiting: number;
}

const VERSION = `v.id, v.framework_id AS "frameworkId", f.code, v.version, v.status, v.title, v.document,
  v.effective_date::text AS "effectiveDate", v.applies_to AS "appliesTo", v.notes, v.imported_at AS "importedAt",
  v.published_at AS "publishedAt"`;
const FROM = 'FROM framework_version v JOIN framework f ON f.id = v.framework_id';
const COUNTS = `
  (SELECT count(*)::int FROM framework_domain d WHERE d.version_id = v.id AND d.evidence <> 'waiting'
     AND NOT EXISTS (SELECT FROM framework_domain c WHERE c.parent_id = d.id)) AS domains,
  (SELECT count(*)::int FROM framework_component c WHERE c.version_id = v.id) AS components,
  (SELECT count(*)::int FROM framework_indicator i WHERE i.version_id = v.id) AS indicators,
  (SELECT count(*)::int FROM framework_domain d WHERE d.version_id = v.id AND d.evidence = 'waiting') AS waiting`;

/** The versions of all frameworks, whatever their state. */
@Injectable()
export class FrameworkVersions {
  constructor(private readonly db: DataSource) {}

  /** Frameworks by the day of the newest version in force; within each, newest import first. */
  async list(): Promise<(FrameworkVersion & VersionCounts)[]> {
    return this.db.query(
      `SELECT ${VERSION}, ${COUNTS} ${FROM} ORDER BY f.created_at, f.code, v.imported_at DESC, v.version DESC`,
    );
  }

  async ofFramework(code: string): Promise<(FrameworkVersion & VersionCounts)[]> {
    return this.db.query(
      `SELECT ${VERSION}, ${COUNTS} ${FROM} WHERE f.code = $1 ORDER BY v.imported_at DESC, v.version DESC`,
      [code],
    );
  }

  async find(code: string, version: string): Promise<FrameworkVersion | null> {
    return this.one('f.code = $1 AND v.version = $2', [code, version]);
  }

  /** Throws NotFound. */
  async get(code: string, version: string): Promise<FrameworkVersion> {
    const found = await this.find(code, version);
    if (!found) throw new NotFound();
    return found;
  }

  inForce(code: string, tx?: EntityManager): Promise<FrameworkVersion | null> {
    return this.one(`f.code = $1 AND v.status = 'in-force'`, [code], tx);
  }

  document(versionId: string, tx: EntityManager = this.db.manager): Promise<FrameworkDocument> {
    return readDocument(tx, versionId);
  }

  /** Component codes of the published versions before this one, the newest first. */
  formerCodes({ id, frameworkId }: FrameworkVersion): Promise<{ version: string; codes: string[] }[]> {
    return this.db.query(
      `SELECT v.version, array_agg(c.code) AS codes FROM framework_version v JOIN framework_version this ON this.id = $1
       JOIN framework_component c ON c.version_id = v.id
       WHERE v.framework_id = $2 AND v.published_at < coalesce(this.published_at, 'infinity')
       GROUP BY v.id ORDER BY v.published_at DESC`,
      [id, frameworkId],
    );
  }

  private async one(
    condition: string,
    values: unknown[],
    tx: EntityManager = this.db.manager,
  ): Promise<FrameworkVersion | null> {
    const rows: FrameworkVersion[] = await tx.query(`SELECT ${VERSION} ${FROM} WHERE ${condition}`, values);
    return rows[0] ?? null;
  }
}
