import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { People } from '#identity';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Enrolments } from '../../enrolment/enrolments.js';
import {
  type RosterImport,
  RosterImportRepository,
  type RowEffect,
} from '../import/roster-import.repository.js';
import { UNDO_ROSTER } from '../import/roster-imports.js';
import { type RowToUndo, UndoRows } from './undo-rows.js';

const BATCH = 300;

/**
 * Takes a whole list back while nobody of it has started, as if it had never been sent: everybody leaves the class
 * at once, then accounts that came with the list go and changes are returned, batch by batch. What has to stay
 * says why in its row.
 */
@Injectable()
@RunsTask(UNDO_ROSTER)
export class UndoRoster implements TaskRunner {
  constructor(
    private readonly imports: RosterImportRepository,
    private readonly rows: UndoRows,
    private readonly enrolments: Enrolments,
    private readonly people: People,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const list = (await this.imports.find((task.params as { importId: string }).importId)) as RosterImport;
    const href = `/classes/${list.classId}/imports/${list.id}`;
    if (list.status !== 'undoing') return { href };
    await this.emptyClass(list);
    const total = (list.counts.accept ?? 0) + (list.counts.warn ?? 0);
    let { after, done } = (task.checkpoint ?? { after: 0, done: 0 }) as { after: number; done: number };
    await progress(done, total);
    for (;;) {
      const undone = await inTransaction(this.db, (tx) => this.undoBatch(tx, list, after, task.requestedBy));
      if (undone.length === 0) break;
      after = undone.at(-1)!.row;
      done += undone.length;
      await progress(done, total, { after, done });
    }
    return { href, counts: await this.finish(list, task.requestedBy) };
  }

  /** All or nothing: when somebody has begun, the list stands as it was. */
  private async emptyClass(list: RosterImport): Promise<void> {
    try {
      await inTransaction(this.db, async (tx) => {
        await this.rows.handOver(tx, list.id);
        await this.enrolments.withdrawUnstarted(tx, list.id);
      });
    } catch (error) {
      if (error instanceof DomainError) await this.imports.move(list.id, 'undoing', 'applied', null);
      throw error;
    }
  }

  private async undoBatch(
    tx: EntityManager,
    list: RosterImport,
    after: number,
    by: string | null,
  ): Promise<RowToUndo[]> {
    const rows = await this.rows.next(tx, list.id, after, BATCH);
    const own = rows.filter((each) => !each.effect.startsWith('kept-'));
    const stayed = await this.people.giveBack(
      tx,
      list.id,
      own.map((each) => each.accountId),
      by,
    );
    const fates = await this.removeAccounts(
      tx,
      own.filter((each) => each.newAccount).map((each) => each.accountId),
      by,
    );
    await this.rows.save(
      tx,
      list.id,
      new Map(own.map((each) => [each.row, fates.get(each.accountId) ?? effectOnKnown(each, stayed)])),
    );
    return rows;
  }

  /** Accounts that came with the list, unless their person came too or somebody else needs them by now. */
  private async removeAccounts(tx: EntityManager, ids: string[], by: string | null) {
    const held = await this.people.held(tx, ids);
    const free = await this.enrolments.forget(
      tx,
      ids.filter((id) => !held.has(id)),
    );
    const removed = new Set(await this.people.remove(tx, free, by));
    return new Map<string, RowEffect>(
      ids.map((id) => {
        const reason = held.get(id);
        if (removed.has(id)) return [id, 'removed'];
        return [id, reason ? `kept-${reason}` : 'kept-elsewhere'];
      }),
    );
  }

  private async finish(list: RosterImport, by: string | null): Promise<Record<string, number>> {
    const [removed, kept] = await Promise.all([
      this.imports.countRows(list.id, 'removed'),
      this.imports.countRows(list.id, 'kept'),
    ]);
    await inTransaction(this.db, async (tx) => {
      if (!(await this.imports.move(list.id, 'undoing', 'undone', null, tx))) return;
      await this.audit.record(tx, {
        actorId: by,
        action: 'nomination.undone',
        subjectType: 'roster-import',
        subjectId: list.id,
        detail: { classId: list.classId, removed, kept },
      });
    });
    return { removed, kept };
  }
}

function effectOnKnown(row: RowToUndo, stayed: ReadonlySet<string>): RowEffect {
  if (stayed.has(row.accountId)) return 'kept-changes';
  return row.effect === 'unchanged' ? 'unchanged' : 'withdrawn';
}
