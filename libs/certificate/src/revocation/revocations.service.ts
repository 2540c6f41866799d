import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EvidenceRevocations } from '#mastery';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
import { Outbox } from '#platform/jobs';
import { Certificate } from '../certificate/certificate.entity.js';
import { committedFacts } from '../certificate/paper-facts.js';
import { commitTo } from '../chain/commitment.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';

export interface Revocation {
  certificateId: string;
  /** The register it must be in; the caller has checked that the actor keeps it. */
  registerId: string;
  reason: string;
  /** The result itself cannot be trusted: levels recorded from this enrolment go, too. */
  withdrawsLevels?: boolean;
  actorId: string;
}

/** Ends the validity of a certificate. The entry, the enrolment and its history stay; nothing is issued anew. */
@Injectable()
export class Revocations {
  constructor(
    private readonly db: DataSource,
    private readonly log: IssuingLog,
    private readonly outbox: Outbox,
    private readonly evidence: EvidenceRevocations,
    private readonly audit: Audit,
  ) {}

  async revoke({
    certificateId,
    registerId,
    reason,
    withdrawsLevels = false,
    actorId,
  }: Revocation): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const certificate = await tx.findOne(Certificate, {
        where: { id: certificateId, registerId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!certificate) throw new NotFound();
      const [{ at }] = (await tx.query(`SELECT date_trunc('milliseconds', now()) AS at`)) as [{ at: Date }];
      certificate.revoke(reason, at);
      const { status, endedAt, endReason } = certificate;
      await tx.update(Certificate, { id: certificateId }, { status, endedAt, endReason });
      const fileHash = certificate.pdfSha256?.toString('hex') ?? null;
      const commitment = commitTo(
        committedFacts(certificate.facts, certificate, { fileHash, reason }),
        certificate.salt.toString('hex'),
      );
      await this.outbox.write(tx, 'CertificateRevoked', certificateId);
      if (withdrawsLevels && certificate.enrolmentId)
        await this.evidence.revoke(tx, certificateId, certificate.enrolmentId, at);
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.revoke',
        subjectType: 'certificate',
        subjectId: certificateId,
        detail: { register: registerId, number: certificate.number, levels: withdrawsLevels },
      });
      await this.log.append(tx, [{ certificateId, kind: 'revoked', at, commitment }]);
    });
  }
}
