import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

export type StepKind =
  | 'submitted'
  | 'withdrawn'
  | 'more-asked'
  | 'refused'
  | 'confirmed'
  | 'doubted'
  | 'restored'
  | 'kept'
  | 'ended'
  | 'expired';

export interface Step {
  kind: StepKind;
  actorName: string | null;
  reason: string | null;
  at: Date;
}

/** What happened to an application and to the confirmation it led to; append-only. */
@Injectable()
export class Steps {
  constructor(private readonly db: DataSource) {}

  /** `actorId` null: the platform itself. */
  async add(
    tx: EntityManager,
    applicationId: string,
    kind: StepKind,
    actorId: string | null,
    reason: string | null = null,
  ): Promise<void> {
    await tx.query(
      'INSERT INTO recognition_step (id, application_id, kind, actor_id, reason) VALUES ($1, $2, $3, $4, $5)',
      [newId(), applicationId, kind, actorId, reason],
    );
  }

  /** The newest first. */
  of(applicationId: string): Promise<Step[]> {
    return this.db.query(
      `SELECT s.kind, p.full_name AS "actorName", s.reason, s.happened_at AS at FROM recognition_step s
       LEFT JOIN person p ON p.account_id = s.actor_id WHERE s.application_id = $1 ORDER BY s.id DESC`,
      [applicationId],
    );
  }
}
