import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { ReportClasses } from '../scope/report-classes.js';
import { ReportRequests } from '../scope/report-request.js';
import { ReportScopes } from '../scope/report-scope.js';
import { ClassExport, type ExportFormat } from './class-export.js';
import type { ExportTotals } from './export-source.js';

export interface OperatorExportRequest {
  /** Id or code. */
  class: string;
  format: ExportFormat;
  /** Code of a unit: its subtree only. */
  unit?: string | undefined;
  file: string;
}

/** The export of the pages, written into a file of the machine's own and seeing everything. */
@Injectable()
export class OperatorExport {
  constructor(
    private readonly classes: ReportClasses,
    private readonly scopes: ReportScopes,
    private readonly requests: ReportRequests,
    private readonly exports: ClassExport,
  ) {}

  /** The file is there whole or not at all. */
  async write(
    { class: idOrCode, format, unit, file }: OperatorExportRequest,
    told: (rows: number) => void = () => {},
  ): Promise<{ totals: ExportTotals; bytes: number }> {
    const { id } = await this.classes.find(idOrCode);
    const asked = await this.requests.resolve(await this.scopes.everything(), id, unit ? { unit } : {});
    const request = { ...asked, training: asked.training!, state: 'enrolled', format, locale: 'vi' } as const;
    const { content, totals } = await this.exports.open(request, async (rows) => told(rows));
    const part = `${file}.part`;
    const sink = createWriteStream(part);
    try {
      await pipeline(content, sink);
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return { totals, bytes: sink.bytesWritten };
  }
}
