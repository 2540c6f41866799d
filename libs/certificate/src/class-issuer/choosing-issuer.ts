import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ClassRow, ClassScope } from '#enrolment';
import { isWithin } from '#organisation';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { Forbidden, InvalidInput, NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { ClassIssuers, type ClassIssuing, type OfferedIssuer } from './class-issuers.repository.js';

export const READERS = ['registrar', 'programme-admin', 'auditor', 'system-admin'] as const;
/** Besides those who run the class. */
export const CHOOSERS = ['registrar', 'system-admin'] as const;

export interface ClassInSight {
  training: ClassRow;
  issuing: ClassIssuing;
  offered: OfferedIssuer[];
  mayChoose: boolean;
}

/** Which issuer signs for a class, seen and chosen by those in charge of its programme. */
@Injectable()
export class ChoosingIssuer {
  constructor(
    private readonly db: DataSource,
    private readonly classes: ClassScope,
    private readonly issuers: ClassIssuers,
    private readonly audit: Audit,
  ) {}

  /** Throws {@link NotFound} for a class whose programme is of none of the actor's units. */
  async of(actor: Actor, classId: string): Promise<ClassInSight> {
    const training = await this.classes.get(classId, actor);
    const { owned, ownerPath } = training;
    if (!owned && !isWithin(ownerPath, scopePaths(actor, ...READERS))) throw new NotFound();
    const mayChoose = owned || isWithin(ownerPath, scopePaths(actor, ...CHOOSERS));
    const issuing = await this.issuers.of(classId);
    const offered = await this.issuers.offered(ownerPath, scopePaths(actor, ...READERS));
    return { training, issuing, offered, mayChoose };
  }

  /**
   * From now on; papers that are issued stay. Null: the nearest issuer again. Whoever was held up in the class is
   * tried again with the next sweep.
   */
  async choose(actor: Actor, classId: string, issuerId: string | null): Promise<void> {
    const { training, issuing, offered, mayChoose } = await this.of(actor, classId);
    if (!mayChoose) throw new Forbidden();
    const issuer = offered.find(({ id }) => id === issuerId);
    if (issuerId !== null && !issuer)
      throw new InvalidInput([{ field: 'issuerId', code: 'certificate.issuer-not-offered' }]);
    if (issuing.chosenId === issuerId) return;
    await inTransaction(this.db, async (tx) => {
      if (issuerId === null) await tx.query('DELETE FROM class_issuer WHERE class_id = $1', [classId]);
      else
        await tx.query(
          `INSERT INTO class_issuer (class_id, issuer_id) VALUES ($1, $2)
           ON CONFLICT (class_id) DO UPDATE SET issuer_id = excluded.issuer_id`,
          [classId, issuerId],
        );
      await tx.query(
        `UPDATE issuing_obstacle o SET last_at = o.last_at - interval '1 hour'
         FROM enrolment e WHERE e.id = o.enrolment_id AND e.class_id = $1`,
        [classId],
      );
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'certificate.choose-issuer',
        subjectType: 'class',
        subjectId: classId,
        detail: { class: training.code, issuer: issuer?.code ?? null },
      });
    });
  }
}
