import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import type { Actor } from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import type { ClassRow } from '../classes/class-scope.js';
import { CONFIRMED } from './start-sql.js';

export const PREPARE_ATTEMPTS = 'enrolment.prepare-attempts';
/** Forms are drawn so long before a common start, and until so long after it where that was missed. */
const AHEAD = "interval '60 minutes'";

export interface PreparationState {
  /** Who may need an attempt. */
  learners: number;
  /** Of them, who has a form. */
  prepared: number;
  /** Of them, who has started. */
  started: number;
  task: { id: string; status: string; done: number; total: number; requestedBy: string | null } | null;
}

/** Attempts made ahead of common starts, by tasks. */
@Injectable()
export class Preparations {
  constructor(
    private readonly db: DataSource,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
  ) {}

  async of(classId: string): Promise<PreparationState> {
    const [counts] = (await this.db.query(
      `SELECT count(*)::int AS learners, count(p.enrolment_id)::int AS prepared,
              count(*) FILTER (WHERE EXISTS (SELECT FROM attempt a JOIN quiz q ON q.id = a.quiz_id
                WHERE a.enrolment_id = e.id AND q.behaviour = 'examination'))::int AS started
         FROM enrolment e LEFT JOIN prepared_attempt p ON p.enrolment_id = e.id
        WHERE e.class_id = $1 AND ${CONFIRMED}`,
      [classId],
    )) as [Omit<PreparationState, 'task'>];
    const [start] = (await this.db.query('SELECT task_id AS id FROM class_start WHERE class_id = $1', [
      classId,
    ])) as { id: string | null }[];
    return { ...counts, task: start?.id ? await this.tasks.find(start.id) : null };
  }

  /** Every start that comes near and is not prepared yet; returns how many. A task that runs twice does it once. */
  async beginDue(): Promise<number> {
    const due: { classId: string; setBy: string }[] = await this.db.query(
      `SELECT class_id AS "classId", set_by AS "setBy" FROM class_start
        WHERE task_id IS NULL AND starts_at BETWEEN now() - ${AHEAD} AND now() + ${AHEAD}`,
    );
    for (const { classId, setBy } of due) await this.begin(classId, setBy);
    return due.length;
  }

  /** Now, for a class with a common start that the actor runs. */
  async beginBy(actor: Actor, { id, code }: ClassRow): Promise<void> {
    await this.begin(id, actor.accountId);
    await this.audit.record(this.db.manager, {
      ...{ actorId: actor.accountId, action: 'enrolment.prepare-attempts', subjectType: 'class' },
      ...{ subjectId: id, detail: { code } },
    });
  }

  private async begin(classId: string, requestedBy: string): Promise<void> {
    const taskId = await this.tasks.start(PREPARE_ATTEMPTS, { classId }, requestedBy);
    await this.db.query('UPDATE class_start SET task_id = $2 WHERE class_id = $1', [classId, taskId]);
  }
}
