import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

export interface AuditEntry {
  /** Account that acted; null for the system itself. */
  actorId: string | null;
  /** `<context or noun>.<verb>`, e.g. `certificate.revoke`; its words are under `audit.` in the locales. */
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** Ids, codes and counts; never personal data. */
  detail?: Record<string, string | number | boolean | null>;
}

/** The append-only record of who did what (the database refuses updates and deletions). */
@Injectable()
export class Audit {
  /** In the transaction of the act itself: no act without its entry. */
  async record(tx: EntityManager, entry: AuditEntry): Promise<void> {
    await tx.query(
      `INSERT INTO audit_entry (id, actor_id, action, subject_type, subject_id, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        newId(),
        entry.actorId,
        entry.action,
        entry.subjectType,
        entry.subjectId,
        JSON.stringify(entry.detail ?? {}),
      ],
    );
  }

  /** The same act on each of many subjects, in one statement. */
  async recordEach(
    tx: EntityManager,
    { actorId, action, subjectType, detail }: Omit<AuditEntry, 'subjectId'>,
    subjectIds: string[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO audit_entry (id, actor_id, action, subject_type, subject_id, detail)
       SELECT entry.id, $3, $4, $5, entry.subject, $6 FROM unnest($1::uuid[], $2::uuid[]) AS entry (id, subject)`,
      [subjectIds.map(() => newId()), subjectIds, actorId, action, subjectType, JSON.stringify(detail ?? {})],
    );
  }
}
