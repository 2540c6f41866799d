import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { TaskRepository } from '#platform/tasks';
import type { OldChoices, OldImport } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { OldRegisterReader, OldRegisterRefused } from './old-register-reader.service.js';
import { TakingBack } from './taking-back.service.js';

/** Bytes up to which a file is checked while its sender waits; larger ones are checked by the worker. */
const CHECK_AT_ONCE = 128 * 1024;
export const CHECK_OLD_REGISTER = 'certificate.check-old-register';
export const RECORD_OLD_REGISTER = 'certificate.record-old-register';
export const EMPTY_OLD_REGISTER = 'certificate.undo-old-register';

export interface NewOldImport {
  issuerId: string;
  year: number;
  file: { name: string; content: Buffer };
  choices: OldChoices;
  by: string | null;
}

/** An older register on its way into ours: sent, read, checked, recorded, perhaps taken back. */
@Injectable()
export class OldImports {
  constructor(
    private readonly db: DataSource,
    private readonly imports: OldImportRows,
    private readonly reader: OldRegisterReader,
    private readonly takingBack: TakingBack,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Keeps the file and checks it: at once when small (`taskId` null), else as a task. */
  async upload({ issuerId, year, file, choices, by }: NewOldImport) {
    const fileKey = `old-registers/${newId()}`;
    await this.storage.put(fileKey, file.content);
    const sha256 = createHash('sha256').update(file.content).digest('hex');
    const given = { issuerId, year, fileName: file.name, fileKey, sha256, choices, createdBy: by };
    const importId = await this.imports.create(given);
    await this.record('certificate.send-old-register', importId, issuerId, by);
    return { importId, taskId: await this.checkSoon(importId, file.content.length, by) };
  }

  /** Checks again with other choices. Returns the task that does, or null when it is done. */
  async review({ id, status, fileKey }: OldImport, choices: OldChoices, by: string): Promise<string | null> {
    if ((status !== 'checked' && status !== 'uploaded') || !fileKey)
      throw new DomainError('certificate.old-already-recorded');
    await this.imports.saveChoices(id, choices);
    return this.checkSoon(id, (await this.storage.size(fileKey)) ?? 0, by);
  }

  /** Reads the file and stores what would become of each row, or why it is no register. */
  async check(id: string): Promise<void> {
    const { fileKey, issuerId, year, choices } = await this.imports.get(id);
    if (!fileKey) return;
    try {
      const content = await this.storage.read(fileKey);
      await this.imports.saveReport(id, await this.reader.read({ content, issuerId, year, choices }));
    } catch (error) {
      if (!(error instanceof OldRegisterRefused)) throw error;
      const { code, params, layout } = error;
      await this.imports.saveRefusal(id, { code, params }, layout);
    }
  }

  /** Begins to record; the second click finds it begun. Returns the task. */
  async apply({ id, status, taskId, summary, issuerId }: OldImport, by: string | null): Promise<string> {
    if (status === 'applying' && taskId) return taskId;
    const { accept = 0, warn = 0 } = summary.counts ?? {};
    if (status !== 'checked' || accept + warn === 0) throw new DomainError('certificate.old-not-checked');
    if (!(await this.imports.move(id, 'checked', 'applying')))
      throw new DomainError('certificate.old-already-recorded');
    const task = await this.tasks.start(RECORD_OLD_REGISTER, { importId: id }, by);
    await this.imports.setTask(id, task);
    await this.record('certificate.begin-register-import', id, issuerId, by);
    return task;
  }

  /** Ends all its entries at once; a task empties them. Returns the task. */
  async undo({ id }: OldImport, by: string | null): Promise<string> {
    await this.takingBack.begin(id, by);
    const task = await this.tasks.start(EMPTY_OLD_REGISTER, { importId: id }, by);
    await this.imports.setTask(id, task);
    return task;
  }

  /** Its time is over: one that nobody recorded goes, of the others the file and the rows that were refused. */
  async expire(given: OldImport): Promise<void> {
    if (given.status === 'uploaded' || given.status === 'checked') await this.discard(given, null);
    else await this.forget(given.id, given.fileKey);
  }

  async discard({ id, status, fileKey, issuerId }: OldImport, by: string | null): Promise<void> {
    const from = status === 'uploaded' ? 'uploaded' : 'checked';
    if (!(await this.imports.move(id, from, 'discarded')))
      throw new DomainError('certificate.old-already-recorded');
    await this.forget(id, fileKey);
    await this.record('certificate.discard-old-register', id, issuerId, by);
  }

  /** Throws away the file and what was read of it. */
  async forget(id: string, fileKey: string | null): Promise<void> {
    if (fileKey) await this.storage.remove(fileKey);
    await this.imports.forget(id);
  }

  private async checkSoon(id: string, bytes: number, by: string | null): Promise<string | null> {
    if (bytes <= CHECK_AT_ONCE) {
      await this.check(id);
      return null;
    }
    const taskId = await this.tasks.start(CHECK_OLD_REGISTER, { importId: id }, by);
    await this.imports.setTask(id, taskId);
    return taskId;
  }

  private record(action: string, id: string, issuerId: string, by: string | null): Promise<void> {
    return this.audit.record(this.db.manager, {
      actorId: by,
      action,
      subjectType: 'issuer',
      subjectId: issuerId,
      detail: { import: id },
    });
  }
}
