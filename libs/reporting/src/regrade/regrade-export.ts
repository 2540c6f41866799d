import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, localDay } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { DomainError, NotFound } from '#platform/errors';
import { Catalogue, type Locale } from '#platform/i18n';
import { type ExportFormat, TYPES } from '../export/class-export.js';
import { CopySource } from '../export/copy-source.js';
import { listFile } from '../export/list-file.js';
import { inlineValues } from '../export/sql-literal.js';
import { regradeColumns } from './regrade-columns.js';

const FROM = `regrade_effect x
  JOIN attempt a ON a.id = x.attempt_id
  JOIN enrolment e ON e.id = a.enrolment_id
  JOIN person p ON p.account_id = e.account_id
  JOIN unit u ON u.id = e.unit_id
  LEFT JOIN unit v ON v.id = u.parent_id
  JOIN training_class c ON c.id = e.class_id
  LEFT JOIN certificate k ON k.enrolment_id = e.id AND k.status = 'valid'`;

const WHERE = 'x.regrade_id = $1 AND u.path <@ ANY ($2::ltree[])';

/** Who loses the pass first, then who gains it. */
const ORDER = `x.turn DESC NULLS LAST, u.path, split_part(p.full_name, ' ', -1) COLLATE "vi-x-icu",
  p.full_name COLLATE "vi-x-icu", e.id, a.number`;

export interface OpenRegradeExport {
  fileName: string;
  type: string;
  /** Rows to come. */
  total: number;
  /** Where the regrade lies. */
  href: string;
  /** To be read to its end or destroyed: either lets go of the database. */
  content: Readable;
}

/** Writes whom a regrade touches into a file: every attempt whose mark changes, with what becomes of it. */
@Injectable()
export class RegradeExport {
  private readonly catalogue = new Catalogue();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws NotFound, or `reporting.regrade-counting` (409) while its preview is being counted. */
  async require(id: string): Promise<{ code: string; href: string }> {
    const [found]: { code: string; quizId: string; status: string }[] = await this.db.query(
      `SELECT q.external_id AS code, r.quiz_id AS "quizId", r.status
         FROM regrade r JOIN question_version o ON o.id = r.question_version_id JOIN question q ON q.id = o.question_id
        WHERE r.id = $1`,
      [id],
    );
    if (!found) throw new NotFound();
    if (found.status === 'previewing') throw new DomainError('reporting.regrade-counting');
    return { code: found.code, href: `/authoring/quizzes/${found.quizId}/regrades/${id}` };
  }

  /** People of the units below `paths` only. Throws as {@link require}. */
  async open(
    id: string,
    paths: string[],
    { format, locale }: { format: ExportFormat; locale: Locale },
    told: (rows: number) => Promise<void>,
  ): Promise<OpenRegradeExport> {
    const { code, href } = await this.require(id);
    const [{ total }] = await this.db.query(`SELECT count(*)::int AS total FROM ${FROM} WHERE ${WHERE}`, [
      id,
      paths,
    ]);
    const t = this.catalogue.for(locale);
    const columns = regradeColumns(t);
    const where = inlineValues(WHERE, [id, paths]);
    const source = new CopySource(this.config.databaseUrl, { from: FROM, where, order: ORDER });
    await source.open();
    const content = listFile(source, columns, { format, sheet: t('regrade-export.sheet'), t }, told);
    const day = localDay(this.clock.now());
    const fileName = `cham-lai-${code.replaceAll(/[^A-Za-z0-9-]+/g, '-')}-${day}.${format}`;
    return { fileName, type: TYPES[format], total, href, content };
  }
}
