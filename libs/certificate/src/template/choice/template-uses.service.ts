import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { TemplateRows } from '../templates.repository.js';

export const USE_KINDS = ['programme', 'class', 'issuer'] as const;
export type UseKind = (typeof USE_KINDS)[number];

export interface TemplateUse {
  kind: UseKind;
  id: string;
  code: string;
  title: string;
}

/** Of each kind: code and title of what is in these units, with its unit. */
const CHOICES: Record<UseKind, string> = {
  programme: `SELECT x.id, x.code, x.title, u.path FROM programme x JOIN unit u ON u.id = x.owner_unit_id`,
  class: `SELECT x.id, x.code, x.title, u.path FROM training_class x
          JOIN programme g ON g.id = x.programme_id JOIN unit u ON u.id = g.owner_unit_id`,
  issuer: `SELECT x.id, x.code, x.name AS title, u.path FROM issuer x JOIN unit u ON u.id = x.owner_unit_id`,
};

/** Which classes, programmes and issuers a template is for; papers that are issued keep theirs. */
@Injectable()
export class TemplateUses {
  constructor(
    private readonly db: DataSource,
    private readonly rows: TemplateRows,
    private readonly audit: Audit,
  ) {}

  async of(templateId: string): Promise<TemplateUse[]> {
    const found: TemplateUse[] = [];
    for (const kind of USE_KINDS)
      found.push(
        ...(await this.db.query(
          `SELECT '${kind}' AS kind, x.id, x.code, x.title FROM (${CHOICES[kind]}) x
           JOIN ${kind}_template t ON t.${kind}_id = x.id WHERE t.template_id = $1 ORDER BY x.code`,
          [templateId],
        )),
      );
    return found;
  }

  /** Programmes or issuers of these units that do not use it yet. */
  async offered(
    scope: readonly string[],
    templateId: string,
    kind: 'programme' | 'issuer',
  ): Promise<TemplateUse[]> {
    return this.db.query(
      `SELECT '${kind}' AS kind, x.id, x.code, x.title FROM (${CHOICES[kind]}) x
       WHERE x.path <@ ANY($1::ltree[])
         AND NOT EXISTS (SELECT FROM ${kind}_template t WHERE t.${kind}_id = x.id AND t.template_id = $2)
       ORDER BY x.code LIMIT 500`,
      [scope, templateId],
    );
  }

  /** By its code. Throws InvalidInput for what is not in these units, a refusal while nothing is published. */
  async add(
    scope: readonly string[],
    templateId: string,
    kind: UseKind,
    code: string,
    actorId: string,
  ): Promise<void> {
    const template = await this.rows.get(scope, templateId);
    if ((await this.rows.versions(templateId)).every(({ publishedAt }) => publishedAt === null))
      throw new DomainError('certificate.template.not-published');
    const [found]: TemplateUse[] = await this.db.query(
      `SELECT x.id, x.code FROM (${CHOICES[kind]}) x WHERE upper(x.code) = upper($2) AND x.path <@ ANY($1::ltree[])`,
      [scope, code],
    );
    if (!found) throw new InvalidInput([{ field: kind, code: `certificate.template.no-${kind}` }]);
    await inTransaction(this.db, async (tx) => {
      await tx.query(
        `INSERT INTO ${kind}_template (${kind}_id, template_id) VALUES ($1, $2)
         ON CONFLICT (${kind}_id) DO UPDATE SET template_id = excluded.template_id`,
        [found.id, templateId],
      );
      const detail = { template: template.name, kind, code: found.code };
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.use-template',
        subjectType: 'template',
        subjectId: templateId,
        detail,
      });
    });
  }

  /** Back to the next nearest: programme, issuer, the usual page. */
  async remove(
    scope: readonly string[],
    templateId: string,
    kind: UseKind,
    code: string,
    actorId: string,
  ): Promise<void> {
    const template = await this.rows.get(scope, templateId);
    await inTransaction(this.db, async (tx) => {
      const [, removed] = await tx.query(
        `DELETE FROM ${kind}_template t USING (${CHOICES[kind]}) x
         WHERE x.id = t.${kind}_id AND x.code = $2 AND x.path <@ ANY($1::ltree[]) AND t.template_id = $3`,
        [scope, code, templateId],
      );
      if (removed === 0) throw new NotFound();
      const detail = { template: template.name, kind, code };
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.unuse-template',
        subjectType: 'template',
        subjectId: templateId,
        detail,
      });
    });
  }
}
