import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { type Difference, differenceBetween } from '../document/difference.js';
import { canonical, countsOf, type FrameworkDocument, type Part } from '../document/framework-document.js';
import { FrameworkVersions } from './framework-versions.js';
import { insertRows, readDocument } from './version-rows.js';

export type ImportOutcome = 'created' | 'replaced' | 'unchanged';

export interface ImportAnswer {
  outcome: ImportOutcome;
  code: string;
  version: string;
  counts: Record<Part, number>;
  /** Against the version in force. */
  difference: Difference;
}

/** Brings a document in as a draft. Bringing the same in again changes nothing. */
@Injectable()
export class VersionImports {
  constructor(
    private readonly db: DataSource,
    private readonly versions: FrameworkVersions,
    private readonly audit: Audit,
  ) {}

  /** With `dryRun` everything is looked at and nothing written. Throws DomainError when it may not be brought in. */
  async import(document: FrameworkDocument, actorId: string | null, dryRun = false): Promise<ImportAnswer> {
    return inTransaction(this.db, async (tx) => {
      const { code, version } = document.framework;
      // One import of a framework at a time.
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`framework ${code}`]);
      const inForce = await this.versions.inForce(code, tx);
      const before = inForce && (await readDocument(tx, inForce.id));
      const outcome = await this.outcome(tx, document);
      if (!dryRun && outcome !== 'unchanged') await this.store(tx, document, actorId);
      return {
        outcome,
        code,
        version,
        counts: countsOf(document),
        difference: differenceBetween(before, document),
      };
    });
  }

  private async outcome(tx: EntityManager, document: FrameworkDocument): Promise<ImportOutcome> {
    const { code, version } = document.framework;
    const known: { id: string; version: string; status: string }[] = await tx.query(
      `SELECT v.id, v.version, v.status FROM framework_version v JOIN framework f ON f.id = v.framework_id
       WHERE f.code = $1`,
      [code],
    );
    const same = known.find((each) => each.version === version);
    if (same && canonical(await readDocument(tx, same.id)) === canonical(document)) return 'unchanged';
    if (same && same.status !== 'draft')
      throw new DomainError('competency.version-in-force', { version: same.version });
    const draft = known.find((each) => each.status === 'draft' && each.version !== version);
    if (draft) throw new DomainError('competency.other-draft', { version: draft.version });
    return same ? 'replaced' : 'created';
  }

  private async store(tx: EntityManager, document: FrameworkDocument, actorId: string | null): Promise<void> {
    const { code, version, title, effectiveDate, appliesTo, notes, retired } = document.framework;
    await tx.query('INSERT INTO framework (id, code) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING', [
      newId(),
      code,
    ]);
    await tx.query(
      `DELETE FROM framework_version v USING framework f
       WHERE f.id = v.framework_id AND f.code = $1 AND v.version = $2 AND v.status = 'draft'`,
      [code, version],
    );
    const id = newId();
    await tx.query(
      `INSERT INTO framework_version (id, framework_id, version, title, document, effective_date, applies_to, notes,
         retired_codes, imported_by)
       SELECT $1, f.id, $3, $4, $5, $6, $7, $8, $9, $10 FROM framework f WHERE f.code = $2`,
      [
        ...[id, code, version, title, document.framework.document, effectiveDate, appliesTo, notes, retired],
        actorId,
      ],
    );
    await insertRows(tx, id, document);
    await this.audit.record(tx, {
      actorId,
      action: 'competency.import-version',
      subjectType: 'framework-version',
      subjectId: id,
      detail: { code, version, ...countsOf(document) },
    });
  }
}
