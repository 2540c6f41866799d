import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isWithin, Units } from '#organisation';
import { Audit } from '#platform/audit';
import { localDay } from '#platform/clock';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { TaskRepository } from '#platform/tasks';
import {
  checkRoster,
  messageText,
  RosterRefused,
  type RosterReport,
  type RosterRow,
} from '../roster/read-roster.js';
import { type ReviewChoices, type RosterImport, RosterImportRepository } from './roster-import.repository.js';

/** Bytes up to which a list is checked while its sender waits; larger ones are checked by the worker. */
const CHECK_AT_ONCE = 256 * 1024;
export const CHECK_ROSTER = 'enrolment.check-roster';
export const APPLY_ROSTER = 'enrolment.apply-roster';
export const UNDO_ROSTER = 'enrolment.undo-roster';

export interface Sender {
  accountId: string | null;
  /** ltree roots of the units whose people the sender may nominate. */
  roots: string[];
}

/** A nominated list on its way into a class: uploaded, checked, reviewed, applied, perhaps undone. */
@Injectable()
export class RosterImports {
  constructor(
    private readonly imports: RosterImportRepository,
    private readonly units: Units,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Keeps the file and checks it: at once when small (`taskId` null), else as a task. */
  async upload(
    classId: string,
    file: { name: string; content: Buffer },
    provinceCode: string | null,
    sender: Sender,
  ) {
    const fileKey = `rosters/${newId()}`;
    await this.storage.put(fileKey, file.content);
    const sha256 = createHash('sha256').update(file.content).digest();
    const importId = await this.imports.create({
      classId,
      fileKey,
      fileName: file.name,
      provinceCode,
      sha256,
      createdBy: sender.accountId,
    });
    return { importId, taskId: await this.checkSoon(importId, file.content.length, sender) };
  }

  /** Checks again with other choices of the sender. Returns the task that does, or null when it is done. */
  async review(
    list: RosterImport,
    provinceCode: string | null,
    choices: ReviewChoices,
    sender: Sender,
  ): Promise<string | null> {
    if (list.status !== 'checked' && list.status !== 'uploaded')
      throw new DomainError('nomination.already-applied');
    await this.imports.saveChoices(list.id, provinceCode, choices);
    return this.checkSoon(list.id, (await this.storage.size(list.fileKey)) ?? 0, sender);
  }

  private async checkSoon(importId: string, bytes: number, sender: Sender): Promise<string | null> {
    if (bytes <= CHECK_AT_ONCE) {
      await this.check(importId, sender.roots);
      return null;
    }
    const taskId = await this.tasks.start(CHECK_ROSTER, { importId, roots: sender.roots }, sender.accountId);
    await this.imports.setTask(importId, taskId);
    return taskId;
  }

  /** Reads the file and stores what would happen to each row, or why it is no list. */
  async check(importId: string, roots: string[]): Promise<void> {
    const list = await this.imports.find(importId);
    if (!list) return;
    try {
      await this.imports.saveReport(importId, await this.read(list, roots));
    } catch (error) {
      if (!(error instanceof RosterRefused)) throw error;
      await this.imports.saveRefusal(importId, error.message);
    }
  }

  /** The list as it would be applied: file, choices and scope give the same answer each time. */
  async read(list: RosterImport, roots: string[]): Promise<RosterReport> {
    const { corrections, leftOut, ...mapping } = list.mapping ?? {};
    const report = await checkRoster(await this.storage.read(list.fileKey), {
      directory: await this.units.directory(),
      today: localDay(list.createdAt),
      ...(list.provinceCode ? { provinceCode: list.provinceCode } : {}),
      mapping,
      ...(corrections ? { corrections } : {}),
    });
    leaveOut(report, new Set(leftOut ?? []));
    await this.refuseOutside(report, roots);
    for (const outcome of ['accept', 'warn', 'reject', 'skip'] as const) {
      report.counts[outcome] = report.rows.filter((row) => row.outcome === outcome).length;
    }
    return report;
  }

  /** Rows of units that are not the sender's to nominate are rejected, each with its reason. */
  private async refuseOutside(report: RosterReport, roots: string[]): Promise<void> {
    const ids = [...new Set(report.rows.flatMap((row) => row.unitId ?? []))];
    const units = await this.units.byIds(ids);
    const header = report.layout.columns.find((column) => column.field === 'unit')?.header ?? 'Đơn vị';
    for (const row of report.rows) {
      const unit = row.unitId ? units.get(row.unitId) : undefined;
      if (!unit || isWithin(unit.path, roots)) continue;
      const params = { unit: unit.name };
      const code = 'roster.unit-outside-scope';
      row.outcome = 'reject';
      row.messages.push({ column: header, code, message: messageText(code, params), params });
    }
  }

  /** Starts applying; the second click finds it started. Returns the task. */
  async apply(list: RosterImport, sender: Sender): Promise<string> {
    if (list.status === 'applying' && list.taskId) return list.taskId;
    if (list.status !== 'checked') throw new DomainError('nomination.not-checked');
    if (!list.counts.accept && !list.counts.warn) throw new DomainError('nomination.nothing-to-import');
    const moved = await this.imports.move(list.id, 'checked', 'applying', null);
    if (!moved) throw new DomainError('nomination.already-applied');
    return this.begin(APPLY_ROSTER, list, sender);
  }

  /** Starts taking the whole list back. */
  async undo(list: RosterImport, sender: Sender): Promise<string> {
    if (list.status === 'undoing' && list.taskId) return list.taskId;
    const moved = await this.imports.move(list.id, 'applied', 'undoing', null);
    if (!moved) throw new DomainError('nomination.not-applied');
    return this.begin(UNDO_ROSTER, list, sender);
  }

  async discard(list: RosterImport, sender: Sender): Promise<void> {
    const from = list.status === 'uploaded' ? 'uploaded' : 'checked';
    if (!(await this.imports.move(list.id, from, 'discarded', null)))
      throw new DomainError('nomination.already-applied');
    await this.storage.remove(list.fileKey);
    await this.record('nomination.discard', list, sender);
  }

  private async begin(kind: string, list: RosterImport, sender: Sender): Promise<string> {
    const taskId = await this.tasks.start(kind, { importId: list.id, roots: sender.roots }, sender.accountId);
    await this.imports.setTask(list.id, taskId);
    await this.record(kind === UNDO_ROSTER ? 'nomination.undo' : 'nomination.apply', list, sender);
    return taskId;
  }

  private async record(action: string, list: RosterImport, sender: Sender): Promise<void> {
    const detail = { classId: list.classId, accept: list.counts.accept ?? 0, warn: list.counts.warn ?? 0 };
    await this.audit.record(this.db.manager, {
      actorId: sender.accountId,
      action,
      subjectType: 'roster-import',
      subjectId: list.id,
      detail,
    });
  }
}

function leaveOut(report: RosterReport, rows: Set<number>): void {
  const code = 'roster.row-left-out';
  for (const row of report.rows.filter((each: RosterRow) => rows.has(each.row))) {
    row.outcome = 'skip';
    row.messages = [{ column: '', code, message: messageText(code, {}), params: {} }];
  }
}
