import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { CONFIG, type Config } from '#platform/config';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { Certificate } from '../certificate/certificate.entity.js';
import { committedFacts, type PaperFacts } from '../certificate/paper-facts.js';
import { commitTo } from '../chain/commitment.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import { Issuer } from '../issuer/issuer.entity.js';
import { signedFor } from '../issuing/papers.factory.js';
import { assertPrintable } from '../issuing/printable.policy.js';
import { LivingLevels } from '../levels/living-levels.service.js';
import { Register } from '../register/register.entity.js';
import { RegisterBook } from '../register/register-book.service.js';
import { SIGNER, type Signer } from '../signing/signer.js';
import { PreparedTemplates } from '../template/prepared-templates.js';
import type { Correction } from './replacement.input.js';

interface Replacement {
  certificateId: string;
  /** The register it must be in; the caller has checked that the actor keeps it. */
  registerId: string;
  correction: Correction;
  reason: string;
  actorId: string;
}

/** Where the new certificate stands. */
interface Replaced {
  certificateId: string;
  registerId: string;
}

/**
 * Ends a certificate whose words were wrong and enters a right one in its place: under the next number of this
 * year, signed for as the issuer signs today. What was learnt stays as it was printed, except levels that the ledger
 * took back since. Both stay in their registers.
 */
@Injectable()
export class Replacements {
  constructor(
    private readonly db: DataSource,
    private readonly book: RegisterBook,
    private readonly log: IssuingLog,
    private readonly audit: Audit,
    private readonly templates: PreparedTemplates,
    private readonly levels: LivingLevels,
    @Inject(SIGNER) private readonly signer: Signer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws `certificate.not-valid`, `certificate.replacement-same`, and RenderRefused for what cannot be printed. */
  replace({ certificateId, registerId, correction, reason, actorId }: Replacement): Promise<Replaced> {
    return inTransaction(this.db, async (tx) => {
      const old = await this.lock(tx, certificateId, registerId);
      const { issuerId } = await tx.findOneByOrFail(Register, { id: registerId });
      const issuer = await tx.findOneByOrFail(Issuer, { id: issuerId });
      const { framework: stated = [] } = old.facts;
      const framework = old.enrolmentId ? await this.levels.of(old.enrolmentId, stated) : stated;
      const facts = this.corrected(old.facts, correction, issuer, framework);
      // On the design of the first one: only its words were wrong.
      assertPrintable(facts, issuer, this.config.publicUrl, await this.templates.of(facts.template));
      const [{ at }] = (await tx.query(`SELECT date_trunc('milliseconds', now()) AS at`)) as [{ at: Date }];
      old.replace(reason, at);
      const { status, endedAt, endReason } = old;
      await tx.update(Certificate, { id: old.id }, { status, endedAt, endReason });
      const [entered] = await this.book.enter(tx, issuer, [{ enrolmentId: old.enrolmentId, facts }]);
      if (!entered) throw new Error('Nothing was entered');
      await tx.update(Certificate, { id: old.id }, { replacedBy: entered.id });
      await tx.query('UPDATE contest_award SET certificate_id = $2 WHERE certificate_id = $1', [
        old.id,
        entered.id,
      ]);
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.replace',
        subjectType: 'certificate',
        subjectId: old.id,
        detail: { register: registerId, number: old.number, by: entered.id },
      });
      const fileHash = old.pdfSha256?.toString('hex') ?? null;
      const commitment = commitTo(
        committedFacts(old.facts, old, { fileHash, reason }),
        old.salt.toString('hex'),
      );
      await this.log.append(tx, [{ certificateId: old.id, kind: 'replaced', at, commitment }]);
      return { certificateId: entered.id, registerId: entered.registerId };
    });
  }

  /** In the order in which issuing locks: the enrolment, then what hangs on it. */
  private async lock(tx: EntityManager, id: string, registerId: string): Promise<Certificate> {
    const found = await tx.findOneBy(Certificate, { id, registerId });
    if (!found) throw new NotFound();
    await tx.query('SELECT FROM enrolment WHERE id = $1 FOR NO KEY UPDATE', [found.enrolmentId]);
    return tx.findOneOrFail(Certificate, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  private corrected(
    facts: PaperFacts,
    { fullName, birth, position }: Correction,
    issuer: Issuer,
    framework: PaperFacts['framework'],
  ): PaperFacts {
    const { name: _, birth: __, position: ___, ...holder } = facts.holder;
    const trial = !this.signer.describe().legalValue;
    const corrected: PaperFacts = {
      ...facts,
      ...signedFor(issuer),
      ...(facts.framework ? { framework } : {}),
      trial,
      holder: {
        name: fullName,
        ...(birth
          ? {
              birth:
                birth.length === 4 || facts.minorUntil
                  ? { year: Number(birth.slice(0, 4)) }
                  : { date: birth },
            }
          : {}),
        ...(position ? { position } : {}),
        ...holder,
      },
    };
    if (isDeepStrictEqual(corrected, facts)) throw new DomainError('certificate.replacement-same');
    return corrected;
  }
}
