import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { QuestionBank } from '../bank/question-bank.entity.js';
import { FORMATS } from '../exchange/formats.js';
import { QuestionExchange } from '../exchange/question-exchange.service.js';

export const EXPORT_QUESTIONS = 'assessment.export-questions';

/** What a file of a bank is called. */
export const exportName = (code: string, format: string): string =>
  `${code}-${format}.${FORMATS[format]!.extension}`;

/** Writes more than a hundred questions into a file that is then offered for download. */
@Injectable()
@RunsTask(EXPORT_QUESTIONS)
export class ExportQuestions implements TaskRunner {
  constructor(
    private readonly exchange: QuestionExchange,
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { bankId, format, by, tag, type } = task.params as Record<string, string>;
    const bank = await this.db.manager.findOneByOrFail(QuestionBank, { id: bankId! });
    const total = await this.exchange.count(bank.id, { tag: tag!, type: type! });
    await progress(0, total);
    const { file } = await this.exchange.send(format!, bank.id, by!, { tag: tag!, type: type! });
    const key = `question-exports/${task.id}`;
    await this.storage.put(key, file);
    await progress(total, total);
    const { mediaType } = FORMATS[format!]!;
    return { file: { key, name: exportName(bank.code, format!), type: mediaType, bytes: file.length } };
  }
}
