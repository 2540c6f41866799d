import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isWithin, Units } from '#organisation';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput } from '#platform/errors';
import { newId } from '#platform/ids';
import type { TemplateDocument } from '../render/template/template-document.js';
import { type ReadyTemplate, readyTemplate } from './ready-templates.js';
import { TemplateRows } from './templates.repository.js';

/** Makes designs, opens drafts of them, publishes them. Every call carries the units of whoever asks. */
@Injectable()
export class Templates {
  constructor(
    private readonly db: DataSource,
    private readonly rows: TemplateRows,
    private readonly units: Units,
    private readonly audit: Audit,
  ) {}

  /** A new design with a draft taken from a ready one; returns its id. */
  async create(
    scope: readonly string[],
    { name, unit: code, ready }: { name: string; unit: string; ready: ReadyTemplate },
    actorId: string,
  ): Promise<string> {
    const unit = await this.units.findByCode(code);
    if (!unit || !isWithin(unit.path, scope))
      throw new InvalidInput([{ field: 'unit', code: 'certificate.unit-unknown' }]);
    const id = newId();
    await inTransaction(this.db, async (tx) => {
      await tx.query('INSERT INTO certificate_template (id, owner_unit_id, name) VALUES ($1, $2, $3)', [
        id,
        unit.id,
        name,
      ]);
      await insertDraft(tx, id, 1, readyTemplate(ready));
      await this.record(tx, 'create-template', id, actorId, { name, ready });
    });
    return id;
  }

  /** Opens a draft after the latest published version; the one that is open stays. */
  async openDraft(scope: readonly string[], id: string, actorId: string): Promise<void> {
    const template = await this.rows.get(scope, id);
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT FROM certificate_template WHERE id = $1 FOR UPDATE', [id]);
      const [latest] = await this.rows.versions(id);
      if (!latest || latest.publishedAt === null) return;
      await insertDraft(tx, id, latest.version + 1, latest.document);
      await this.record(tx, 'draft-template', id, actorId, {
        name: template.name,
        version: latest.version + 1,
      });
    });
  }

  /** What its proof was seen of, and nothing newer. Certificates issued from now on are drawn by it. */
  async publish(scope: readonly string[], id: string, actorId: string): Promise<void> {
    const template = await this.rows.get(scope, id);
    await inTransaction(this.db, async (tx) => {
      const draft = await this.rows.draft(id, tx);
      if (draft.proofedRevision !== draft.revision) throw new DomainError('certificate.template.not-proofed');
      await tx.query(
        'UPDATE certificate_template_version SET published_at = now(), published_by = $2 WHERE id = $1',
        [draft.id, actorId],
      );
      await this.record(tx, 'publish-template', id, actorId, { name: template.name, version: draft.version });
    });
  }

  private record(
    tx: EntityManager,
    verb: string,
    id: string,
    actorId: string,
    detail: object,
  ): Promise<void> {
    return this.audit.record(tx, {
      actorId,
      action: `certificate.${verb}`,
      subjectType: 'template',
      subjectId: id,
      detail: { ...detail },
    });
  }
}

async function insertDraft(
  tx: EntityManager,
  templateId: string,
  version: number,
  document: TemplateDocument,
): Promise<void> {
  await tx.query(
    'INSERT INTO certificate_template_version (id, template_id, version, document) VALUES ($1, $2, $3, $4)',
    [newId(), templateId, version, JSON.stringify(document)],
  );
}
