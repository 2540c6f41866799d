import { RunTaskJob } from '#platform/tasks';
import { PendingChanges } from '../nomination/apply/pending-changes.js';
import { RosterImportRepository } from '../nomination/import/roster-import.repository.js';
import { RosterImports, type Sender } from '../nomination/import/roster-imports.js';
import type { LearningWorld } from './learning-world.js';

const HEADER = 'Họ và tên,Ngày sinh,Số điện thoại,Chức vụ,Đơn vị';
const ANYBODY: Sender = { accountId: null, roots: ['vn'] };

/** A list under Hải Phòng on its way through the wizard's services; lines are name, birth, phone, post, unit. */
export class NominatedList {
  private constructor(
    private readonly world: LearningWorld,
    readonly id: string,
  ) {}

  static async apply(world: LearningWorld, classId: string, lines: string[]): Promise<NominatedList> {
    const content = Buffer.from([HEADER, ...lines].join('\n'));
    const file = { name: 'danh-sach.csv', content };
    const { importId } = await world.get(RosterImports).upload(classId, file, '31', ANYBODY);
    const list = new NominatedList(world, importId);
    await list.run(await world.get(RosterImports).apply(await list.row(), ANYBODY));
    return list;
  }

  async row() {
    const row = await this.world.get(RosterImportRepository).find(this.id);
    if (!row) throw new Error(`No import ${this.id}`);
    return row;
  }

  /** Starts undoing and runs the task as the worker would; resolves to how the task ended. */
  async undo(): Promise<{ status: string; errorCode: string | null }> {
    return this.run(await this.world.get(RosterImports).undo(await this.row(), ANYBODY));
  }

  async confirm(row: number): Promise<void> {
    await this.world.get(PendingChanges).decide(await this.row(), [row], 'confirm', ANYBODY);
  }

  /** Row number and what became of it, such as `2 created`. */
  async effects(): Promise<string[]> {
    const rows: { row: number; effect: string | null }[] = await this.world.db.query(
      'SELECT row, effect FROM roster_row WHERE import_id = $1 ORDER BY row',
      [this.id],
    );
    return rows.map(({ row, effect }) => `${row} ${effect}`);
  }

  /** Runs the list's latest task once more. */
  async work() {
    return this.run((await this.row()).taskId as string);
  }

  private async run(taskId: string) {
    await this.world.get(RunTaskJob).run({ taskId });
    const [task] = await this.world.db.query(
      'SELECT status, error_code AS "errorCode" FROM task WHERE id = $1',
      [taskId],
    );
    return task;
  }
}
