import { Injectable } from '@nestjs/common';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { QuestionImportRepository } from './question-import.repository.js';
import { CHECK_QUESTIONS, IMPORT_QUESTIONS, QuestionImports } from './question-imports.service.js';

const hrefOf = (bankId: string, importId: string) => `/authoring/banks/${bankId}/imports/${importId}`;

/** Checks a large file while its sender watches. */
@Injectable()
@RunsTask(CHECK_QUESTIONS)
export class CheckQuestions implements TaskRunner {
  constructor(
    private readonly files: QuestionImports,
    private readonly imports: QuestionImportRepository,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const importId = task.params['importId'] as string;
    await this.files.check(importId, progress);
    const given = (await this.imports.find(importId))!;
    return { href: hrefOf(given.bankId, importId) };
  }
}

/** Brings more than a hundred questions into a bank. Resumed, it goes on behind the last whole batch. */
@Injectable()
@RunsTask(IMPORT_QUESTIONS)
export class ImportQuestions implements TaskRunner {
  constructor(private readonly files: QuestionImports) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId, by } = task.params as { importId: string; by: string };
    const { bankId } = await this.files.run(importId, by, progress);
    return { href: hrefOf(bankId, importId) };
  }
}
