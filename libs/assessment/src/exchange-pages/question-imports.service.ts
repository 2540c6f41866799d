import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { TaskRepository } from '#platform/tasks';
import { FileRefused, type FoundItem } from '../exchange/item.js';
import { QuestionExchange } from '../exchange/question-exchange.service.js';
import { type Progress, readQuestions } from '../exchange/read-questions.js';
import { recognisedFormat } from '../exchange/recognise.js';
import { Likeness } from '../likeness/likeness.service.js';
import {
  type ItemEffect,
  type QuestionImport,
  QuestionImportRepository,
} from './question-import.repository.js';

/** Bytes up to which a file is checked while its sender waits, and items up to which it is brought in then. */
const CHECK_AT_ONCE = 256 * 1024;
const APPLY_AT_ONCE = 100;
const BATCH = 100;
export const CHECK_QUESTIONS = 'assessment.check-questions';
export const IMPORT_QUESTIONS = 'assessment.import-questions';

/** A file of questions: uploaded, checked, and brought into its bank. */
@Injectable()
export class QuestionImports {
  constructor(
    private readonly imports: QuestionImportRepository,
    private readonly exchange: QuestionExchange,
    private readonly likeness: Likeness,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Keeps the file and checks it: at once when small (`taskId` null), else as a task. */
  async upload(bankId: string, file: { name: string; content: Buffer }, format: string | null, by: string) {
    const fileKey = `question-imports/${newId()}`;
    await this.storage.put(fileKey, file.content);
    const found = format ?? (await recognisedFormat(file.content));
    const importId = await this.imports.create({ bankId, fileKey, fileName: file.name, format: found }, by);
    return { importId, taskId: await this.checkSoon(importId, file.content.length, by) };
  }

  /** Reads the file again as of another format. */
  async reread(given: QuestionImport, format: string, by: string): Promise<string | null> {
    if (given.status !== 'checked' && given.status !== 'uploaded')
      throw new DomainError('assessment.import-applied');
    await this.imports.setFormat(given.id, format);
    return this.checkSoon(given.id, (await this.storage.size(given.fileKey)) ?? 0, by);
  }

  private async checkSoon(importId: string, bytes: number, by: string): Promise<string | null> {
    if (bytes > CHECK_AT_ONCE) return this.begin(CHECK_QUESTIONS, importId, by);
    await this.check(importId);
    return null;
  }

  private async begin(kind: string, importId: string, by: string): Promise<string> {
    const taskId = await this.tasks.start(kind, { importId, by }, by);
    await this.imports.setTask(importId, taskId);
    return taskId;
  }

  /** Stores what would become of each item, or why the file cannot be read. Nothing goes into the bank. */
  async check(importId: string, progress?: Progress): Promise<void> {
    const given = await this.imports.find(importId);
    if (!given || given.status === 'applying' || given.status === 'applied') return;
    try {
      const items = await this.read(given, progress);
      const effects = await this.exchange.foresee(given.bankId, items);
      await this.imports.saveCheck(importId, await this.noted(given.bankId, items, effects), effects, null);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      await this.imports.saveCheck(importId, [], [], error.said);
    }
  }

  /** Items that are new and nearly equal a question say which; they can be brought in all the same. */
  private async noted(bankId: string, items: FoundItem[], effects: ItemEffect[]): Promise<FoundItem[]> {
    const created = effects.map((effect) => effect === 'created');
    const resembled = await this.likeness.resembled(bankId, items, created);
    return items.map((item, at) => ({ ...item, notes: [...item.notes, resembled[at] ?? []].flat() }));
  }

  private async read({ format, fileKey }: QuestionImport, progress?: Progress): Promise<FoundItem[]> {
    if (format === null) throw new FileRefused('format-not-recognised');
    return readQuestions(format, await this.storage.read(fileKey), progress);
  }

  /** Brings the questions in: at once when they are few (null), else as a task, which the second click finds. */
  async apply(given: QuestionImport, by: string): Promise<string | null> {
    if (given.status === 'applying' && given.taskId) return given.taskId;
    const { created, revised, unchanged } = await this.imports.counts(given.id);
    const total = created + revised + unchanged;
    if (total === 0) throw new DomainError('assessment.import-empty');
    // One that a killed process left half done has no task: it goes on where it stopped.
    const goesOn = given.status === 'applying';
    if (!goesOn && !(await this.imports.move(this.db.manager, given.id, 'checked', 'applying')))
      throw new DomainError('assessment.import-applied');
    if (total > APPLY_AT_ONCE) return this.begin(IMPORT_QUESTIONS, given.id, by);
    await this.run(given.id, by, async () => {});
    return null;
  }

  /** Brings in what no run before has: batches are whole, and say in the same transaction what they did. */
  async run(importId: string, by: string, progress: Progress): Promise<QuestionImport> {
    const given = (await this.imports.find(importId))!;
    if (given.status === 'applied') return given;
    const items = await this.read(given);
    const done = await this.imports.applied(importId);
    const numbered = items.map((item, index) => ({ ...item, number: index + 1 }));
    const wanted = numbered.filter(({ question }) => question !== null);
    const open = wanted.filter(({ number }) => !done.has(number));
    await progress(done.size, wanted.length);
    for (let from = 0; from < open.length; from += BATCH) {
      const batch = open.slice(from, from + BATCH);
      await inTransaction(this.db, async (tx) => {
        const effects = await this.exchange.add(tx, given.bankId, batch, by);
        const told = batch.map(({ number }, index) => ({ number, effect: effects[index]! }));
        await this.imports.saveApplied(tx, importId, told);
      });
      await progress(done.size + from + batch.length, wanted.length);
    }
    const counts = await this.imports.counts(importId);
    await inTransaction(this.db, async (tx) => {
      if (!(await this.imports.move(tx, importId, 'applying', 'applied'))) return;
      await this.exchange.recordImport(tx, given.bankId, by, { format: given.format, ...counts });
    });
    return { ...given, status: 'applied' };
  }

  async discard(given: QuestionImport, by: string): Promise<void> {
    const moved =
      (await this.imports.move(this.db.manager, given.id, 'checked', 'discarded')) ||
      (await this.imports.move(this.db.manager, given.id, 'uploaded', 'discarded'));
    if (!moved) throw new DomainError('assessment.import-applied');
    await this.storage.remove(given.fileKey);
    await this.audit.record(this.db.manager, {
      actorId: by,
      action: 'question-bank.discard-import',
      subjectType: 'question-bank',
      subjectId: given.bankId,
    });
  }
}
