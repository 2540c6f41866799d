import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { Frameworks } from '../framework/frameworks.js';
import { FrameworkVersions } from './framework-versions.js';
import { isOpen, MappingReview, NOTHING, withSuccessor } from './mapping-review.js';
import { VersionImports } from './version-imports.js';
import { readDocument } from './version-rows.js';

/** Bringing a draft into force, deciding what takes the place of dropped components, and throwing a draft away. */
@Injectable()
export class VersionPublication {
  constructor(
    private readonly db: DataSource,
    private readonly versions: FrameworkVersions,
    private readonly imports: VersionImports,
    private readonly review: MappingReview,
    private readonly frameworks: Frameworks,
    private readonly audit: Audit,
  ) {}

  /** From then on it never changes, and the version before is superseded. Throws DomainError. */
  async publish(code: string, version: string, actorId: string | null): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const id = await this.lockDraft(tx, code, version);
      const before = await this.versions.inForce(code, tx);
      const draft = await readDocument(tx, id);
      const gone = await this.review.gone(before, before && (await readDocument(tx, before.id)), draft);
      const open = gone.filter(isOpen);
      if (open.length > 0)
        throw new DomainError('competency.mappings-open', {
          codes: open.map((each) => each.code).join(', '),
        });
      if (before)
        await tx.query(`UPDATE framework_version SET status = 'superseded' WHERE id = $1`, [before.id]);
      await tx.query(
        `UPDATE framework_version SET status = 'in-force', published_at = now(), published_by = $2 WHERE id = $1`,
        [id, actorId],
      );
      await this.audit.record(tx, {
        actorId,
        action: 'competency.publish-version',
        subjectType: 'framework-version',
        subjectId: id,
        detail: { code, version, supersedes: before?.version ?? null },
      });
    });
    this.frameworks.forget();
  }

  /** Dropped code → code of the draft that takes its place, 'none', or '' while nobody can say yet. */
  async decide(
    code: string,
    version: string,
    successors: Map<string, string>,
    actorId: string,
  ): Promise<void> {
    const found = await this.versions.get(code, version);
    if (found.status !== 'draft') throw new DomainError('competency.not-a-draft', { version });
    let draft = await this.versions.document(found.id);
    const inForce = await this.versions.inForce(code);
    const before = inForce && (await this.versions.document(inForce.id));
    const gone = new Set((await this.review.gone(inForce, before, draft)).map((each) => each.code));
    const answers = new Set(['', NOTHING, ...draft.components.map((each) => each.code)]);
    for (const [oldCode, successor] of successors) {
      if (!gone.has(oldCode) || !answers.has(successor))
        throw new InvalidInput([{ field: `successor.${oldCode}`, code: 'input.invalid' }]);
      draft = withSuccessor(draft, oldCode, successor || null);
    }
    await this.imports.import(draft, actorId);
  }

  async discard(code: string, version: string, actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const id = await this.lockDraft(tx, code, version);
      await tx.query('DELETE FROM framework_version WHERE id = $1', [id]);
      await this.audit.record(tx, {
        actorId,
        action: 'competency.discard-version',
        subjectType: 'framework-version',
        subjectId: id,
        detail: { code, version },
      });
    });
  }

  private async lockDraft(tx: EntityManager, code: string, version: string): Promise<string> {
    const rows: { id: string; status: string }[] = await tx.query(
      `SELECT v.id, v.status FROM framework_version v JOIN framework f ON f.id = v.framework_id
       WHERE f.code = $1 AND v.version = $2 FOR UPDATE OF v`,
      [code, version],
    );
    if (!rows[0]) throw new NotFound();
    if (rows[0].status !== 'draft') throw new DomainError('competency.not-a-draft', { version });
    return rows[0].id;
  }
}
