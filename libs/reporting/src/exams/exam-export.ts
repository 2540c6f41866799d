import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { CIRCULAR, Frameworks } from '#competency';
import { Clock, localDay } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { Catalogue, type Locale } from '#platform/i18n';
import { type ExportFormat, TYPES } from '../export/class-export.js';
import { CopySource } from '../export/copy-source.js';
import { listFile } from '../export/list-file.js';
import { inlineValues } from '../export/sql-literal.js';
import { examColumns } from './exam-columns.js';
import { ExamFiguresRepository } from './exam-figures.repository.js';
import { EXAM_PEOPLE, examRows } from './exam-people.repository.js';
import { countOf } from './exam-people.view.js';
import type { ExamState } from './exam-query.input.js';
import type { ExamRequest } from './exam-requests.js';

const ORDER = `u.path, split_part(p.full_name, ' ', -1) COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", e.id`;

export interface OpenExamExport {
  fileName: string;
  type: string;
  /** Rows to come. */
  total: number;
  /** To be read to its end or destroyed: either lets go of the database. */
  content: Readable;
}

/** Writes the results of an examination into a file while reading them. */
@Injectable()
export class ExamExport {
  private readonly catalogue = new Catalogue();

  constructor(
    private readonly figures: ExamFiguresRepository,
    private readonly frameworks: Frameworks,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async open(
    { training, quiz, filter }: ExamRequest,
    { state, format, locale }: { state: ExamState; format: ExportFormat; locale: Locale },
    told: (rows: number) => Promise<void>,
  ): Promise<OpenExamExport> {
    const figures = await this.figures.total(filter, quiz.id);
    const codes = figures.skills
      .map(({ code }) => code)
      .sort((a, b) => a.localeCompare(b, 'vi', { numeric: true }));
    const t = this.catalogue.for(locale);
    const columns = examColumns(t, codes, await this.frameworks.find(CIRCULAR));
    const where = examRows(filter, quiz.id, state);
    const source = new CopySource(this.config.databaseUrl, {
      from: `${EXAM_PEOPLE} LEFT JOIN unit v ON v.id = u.parent_id`,
      where: inlineValues(where.sql, where.values),
      order: ORDER,
    });
    await source.open();
    const content = listFile(source, columns, { format, sheet: t('exams.sheet'), t }, told);
    const day = localDay(this.clock.now());
    return {
      fileName: `ket-qua-${training.code}-${day}.${format}`,
      type: TYPES[format],
      total: countOf(state, figures),
      content,
    };
  }
}
