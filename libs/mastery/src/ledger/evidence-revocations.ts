import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '#platform/jobs';

export const EVIDENCE_REVOKED = 'EvidenceRevoked';

/** That what an enrolment showed does not count any more, because its certificate was revoked for that. */
@Injectable()
export class EvidenceRevocations {
  constructor(private readonly outbox: Outbox) {}

  /** Levels from this enrolment, up to now, are withdrawn; once a certificate. In the transaction of the revocation. */
  async revoke(tx: EntityManager, certificateId: string, enrolmentId: string, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO evidence_revocation (certificate_id, enrolment_id, revoked_at) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [certificateId, enrolmentId, at],
    );
    await this.outbox.write(tx, EVIDENCE_REVOKED, certificateId);
  }
}
