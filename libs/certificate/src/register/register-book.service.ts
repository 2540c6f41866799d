import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import { committedFacts, type PaperFacts } from '../certificate/paper-facts.js';
import { commitTo, newSalt } from '../chain/commitment.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import { newVerificationCode } from '../code/verification-code.js';
import type { Issuer } from '../issuer/issuer.entity.js';
import { type NewCertificate, RegisterRows } from './register-rows.repository.js';

export interface NewEntry {
  /** Null: an award of a contest. */
  enrolmentId: string | null;
  facts: PaperFacts;
}

/** The registers and the issuing log, written together: no number without its entry, no entry without its number. */
@Injectable()
export class RegisterBook {
  constructor(
    private readonly rows: RegisterRows,
    private readonly log: IssuingLog,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** Enters these in this order under the next numbers of the year. The caller has locked the enrolments. */
  async enter(tx: EntityManager, issuer: Issuer, entries: readonly NewEntry[]): Promise<NewCertificate[]> {
    const { at, day, year } = await this.rows.moment(tx);
    const register = await this.rows.lockRegister(tx, issuer, year);
    const numbers = register.take(entries.length);
    const certificates = entries.map(({ enrolmentId, facts }, index) => ({
      id: newId(),
      enrolmentId,
      registerId: register.id,
      ...numbers[index]!,
      code: newVerificationCode(),
      facts: { ...facts, issuedOn: day },
      salt: newSalt(),
      issuedAt: at,
    }));
    await this.rows.insert(tx, certificates);
    await this.rows.save(tx, register);
    await this.outbox.write(tx, 'CertificateIssued', ...certificates.map((each) => each.id));
    await this.audit.record(tx, {
      actorId: null,
      action: 'certificate.issue',
      subjectType: 'register',
      subjectId: register.id,
      detail: { count: entries.length, from: numbers[0]?.number ?? null, to: register.lastNumber },
    });
    await this.log.append(
      tx,
      certificates.map((each) => ({
        certificateId: each.id,
        kind: 'issued',
        at,
        commitment: commitTo(committedFacts(each.facts, each, null), each.salt),
      })),
    );
    return certificates;
  }
}
