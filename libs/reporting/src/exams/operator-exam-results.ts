import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import type { ExportFormat } from '../export/class-export.js';
import { ReportClasses } from '../scope/report-classes.js';
import { ReportScopes } from '../scope/report-scope.js';
import { ExamExport } from './exam-export.js';
import { type ExamFigures, ExamFiguresRepository } from './exam-figures.repository.js';
import { ExamRequests } from './exam-requests.js';

export interface ExamReportRequest {
  /** Id or code. */
  class: string;
  /** Id; left out: the examination most people are to sit. */
  quiz: string | undefined;
  /** Code of a unit: its subtree only. */
  unit: string | undefined;
  /** Where the list of people goes, if anywhere. */
  to: { file: string; format: ExportFormat } | null;
}

export interface ExamReport extends ExamFigures {
  quiz: { id: string; title: string };
  written: { file: string; rows: number; bytes: number } | null;
}

/** The results that the pages show, for operators at the machine itself: they see everything. */
@Injectable()
export class OperatorExamResults {
  constructor(
    private readonly classes: ReportClasses,
    private readonly scopes: ReportScopes,
    private readonly requests: ExamRequests,
    private readonly figures: ExamFiguresRepository,
    private readonly exports: ExamExport,
  ) {}

  /** A file is there whole or not at all. */
  async read({ class: idOrCode, quiz, unit, to }: ExamReportRequest): Promise<ExamReport> {
    const { id } = await this.classes.find(idOrCode);
    const quizId = quiz ?? (await this.figures.quizzesOf(id))[0];
    if (!quizId) throw new NotFound('reporting.no-examination');
    const filter = { unit, own: undefined, group: undefined };
    const asked = await this.requests.resolve(await this.scopes.everything(), id, quizId, filter);
    const figures = await this.figures.total(asked.filter, quizId);
    const { title } = asked.quiz;
    if (!to) return { quiz: { id: quizId, title }, ...figures, written: null };
    const wanted = { state: 'all', format: to.format, locale: 'vi' } as const;
    const { content, total } = await this.exports.open(asked, wanted, async () => {});
    const part = `${to.file}.part`;
    const sink = createWriteStream(part);
    try {
      await pipeline(content, sink);
      await rename(part, to.file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    const written = { file: to.file, rows: total, bytes: sink.bytesWritten };
    return { quiz: { id: quizId, title }, ...figures, written };
  }
}
