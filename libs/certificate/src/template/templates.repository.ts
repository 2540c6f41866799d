import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isWithin } from '#organisation';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { templateDocument } from '../render/template/template-document.js';
import type { ListedTemplate, Template, TemplateVersion } from './template.js';

const VERSION = `id, version, document, revision, proofed_revision AS "proofedRevision",
  published_at AS "publishedAt"`;

/** Designs with their versions. Every look carries the units of whoever asks. */
@Injectable()
export class TemplateRows {
  constructor(private readonly db: DataSource) {}

  async list(scope: readonly string[]): Promise<ListedTemplate[]> {
    return this.db.query(
      `SELECT t.id, t.name, u.name AS "unitName",
              (SELECT max(v.version) FROM certificate_template_version v
               WHERE v.template_id = t.id AND v.published_at IS NOT NULL) AS published,
              EXISTS (SELECT FROM certificate_template_version v
                      WHERE v.template_id = t.id AND v.published_at IS NULL) AS "hasDraft",
              ((SELECT count(*) FROM class_template x WHERE x.template_id = t.id)
               + (SELECT count(*) FROM programme_template x WHERE x.template_id = t.id)
               + (SELECT count(*) FROM issuer_template x WHERE x.template_id = t.id))::int AS uses
       FROM certificate_template t JOIN unit u ON u.id = t.owner_unit_id
       WHERE u.path <@ ANY($1::ltree[]) ORDER BY t.name, t.id`,
      [scope],
    );
  }

  /** Throws NotFound also for one of another unit. */
  async get(scope: readonly string[], id: string): Promise<Template> {
    const rows: Template[] = isUuid(id)
      ? await this.db.query(
          `SELECT t.id, t.name, u.name AS "unitName", u.path AS "ownerPath"
           FROM certificate_template t JOIN unit u ON u.id = t.owner_unit_id WHERE t.id = $1`,
          [id],
        )
      : [];
    const [found] = rows;
    if (!found || !isWithin(found.ownerPath, scope)) throw new NotFound();
    return found;
  }

  /** Newest first; the draft, when there is one, is the first. */
  async versions(templateId: string): Promise<TemplateVersion[]> {
    const rows = await this.db.query(
      `SELECT ${VERSION} FROM certificate_template_version WHERE template_id = $1 ORDER BY version DESC`,
      [templateId],
    );
    return rows.map(read);
  }

  /** Throws NotFound when nothing is being drafted. With a transaction the row is locked. */
  async draft(templateId: string, tx?: EntityManager): Promise<TemplateVersion> {
    const [row] = await (tx ?? this.db).query(
      `SELECT ${VERSION} FROM certificate_template_version
       WHERE template_id = $1 AND published_at IS NULL${tx ? ' FOR UPDATE' : ''}`,
      [templateId],
    );
    if (!row) throw new NotFound();
    return read(row);
  }
}

const read = (row: TemplateVersion): TemplateVersion => ({
  ...row,
  document: templateDocument.parse(row.document),
});
