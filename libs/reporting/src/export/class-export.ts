import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { ClassFacts } from '#enrolment';
import type { Unit } from '#organisation';
import { Clock, localDay } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { Catalogue, type Locale } from '#platform/i18n';
import { SharedStrings, workbookFile } from '#platform/spreadsheet';
import { addState, type State } from '../people/states.js';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';
import { csvFile } from './csv-file.js';
import { csvSql, exportColumns } from './export-columns.js';
import { ExportSource, type ExportTotals } from './export-source.js';
import { listSheet } from './list-sheet.js';
import { inlineValues } from './sql-literal.js';
import { totalsSheet } from './totals-sheet.js';

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  training: ClassFacts;
  filter: ReportFilter;
  unit: Unit | null;
  state: State;
  format: ExportFormat;
  locale: Locale;
}

export interface OpenExport {
  fileName: string;
  type: string;
  totals: ExportTotals;
  /** To be read to its end or destroyed: either lets go of the database. */
  content: Readable;
}

export const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Writes the people of a class into a file while reading them, in memory that does not grow with their number. */
@Injectable()
export class ClassExport {
  private readonly catalogue = new Catalogue();

  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async open(request: ExportRequest, told: (rows: number) => Promise<void>): Promise<OpenExport> {
    const where = addState(
      rowsInSight(request.filter, 'c'),
      request.state,
      request.filter.from,
      request.filter.to,
    );
    const source = new ExportSource(this.config.databaseUrl, inlineValues(where.sql, where.values));
    try {
      await source.open();
      const totals = await source.totals();
      const content = this.content(request, source, totals, told);
      content.once('close', () => void source.close().catch(() => {}));
      return { fileName: this.fileName(request), type: TYPES[request.format], totals, content };
    } catch (error) {
      await source.close().catch(() => {});
      throw error;
    }
  }

  private content(
    { training, unit, state, format, locale }: ExportRequest,
    source: ExportSource,
    totals: ExportTotals,
    told: (rows: number) => Promise<void>,
  ): Readable {
    const t = this.catalogue.for(locale);
    const columns = exportColumns(t);
    if (format === 'csv') {
      const select = columns.map((column) => ({
        sql: csvSql(column),
        heading: t(`reporting.export.${column.name}`),
      }));
      return Readable.from(csvFile(source, select, told), { objectMode: false });
    }
    const shared = new SharedStrings();
    const about: [string, string][] = [
      [t('reporting.export.class'), training.code],
      [t('reporting.export.programme'), training.programme.title],
      [t('reporting.export.unit'), unit?.name ?? t('reporting.units.everywhere')],
      [t('reporting.export.list'), t(`reporting.state.${state}`)],
      [t('reporting.export.at'), this.clock.now().toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })],
    ];
    return workbookFile(
      [
        { name: t('reporting.export.sheet-list'), xml: () => listSheet(source, columns, shared, t, told) },
        {
          name: t('reporting.export.sheet-totals'),
          xml: () => totalsSheet(source, shared, { title: training.title, about, totals }, t),
        },
      ],
      shared,
    );
  }

  private fileName({ training, unit, format }: ExportRequest): string {
    const day = localDay(this.clock.now());
    const parts = ['bao-cao', training.code, unit?.code, day].filter((part) => part !== undefined);
    return `${parts.join('-')}.${format}`;
  }
}
