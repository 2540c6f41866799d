import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { fold } from '#platform/text';
import { type BookFacts, birthText } from '../../certificate/paper-facts.js';
import { IssuingLog } from '../../chain/issuing-log.repository.js';
import { commitToOldEntry } from '../read/old-entry-facts.js';

interface Ending {
  entryId: string;
  /** The register it must be in; the caller has checked that the actor keeps it. */
  registerId: string;
  reason: string;
  actorId: string;
}

interface Standing {
  number: number;
  serial: string | null;
  entryNumber: string | null;
  status: string;
  facts: BookFacts;
  salt: string;
  issuerId: string;
}

/** Ends entries of older registers, for good; they stay in their register. */
@Injectable()
export class OldEntryEndings {
  constructor(
    private readonly db: DataSource,
    private readonly log: IssuingLog,
    private readonly audit: Audit,
  ) {}

  /** Throws `certificate.not-valid`. */
  async revoke(ending: Ending): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.end(tx, ending, await this.lock(tx, ending), 'revoked', null);
    });
  }

  /**
   * A certificate that the same issuer issued here to the same person takes its place. Throws `certificate.not-valid`,
   * `certificate.old-replacement-unknown` and `certificate.old-replacement-person`.
   */
  async replace({ by, ...ending }: Ending & { by: string }): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const entry = await this.lock(tx, ending);
      const [certificate] = (await tx.query(
        `SELECT c.id, c.facts FROM certificate c JOIN register r ON r.id = c.register_id
         WHERE r.issuer_id = $1 AND c.status = 'valid'
           AND (typed_number(c.serial) = typed_number($2) OR typed_number(c.entry_number) = typed_number($2))`,
        [entry.issuerId, by],
      )) as { id: string; facts: BookFacts }[];
      if (!certificate) throw new DomainError('certificate.old-replacement-unknown');
      if (!mayBeSame(entry.facts, certificate.facts))
        throw new DomainError('certificate.old-replacement-person');
      await this.end(tx, ending, entry, 'replaced', certificate.id);
    });
  }

  private async lock(tx: EntityManager, { entryId, registerId }: Ending): Promise<Standing> {
    const [entry] = (await tx.query(
      `SELECT o.number, o.serial, o.entry_number AS "entryNumber", o.status, o.facts, encode(o.salt, 'hex') AS salt,
              r.issuer_id AS "issuerId"
       FROM old_entry o JOIN register r ON r.id = o.register_id
       WHERE o.id = $1 AND o.register_id = $2 AND o.status <> 'undone' FOR UPDATE OF o`,
      [entryId, registerId],
    )) as Standing[];
    if (!entry) throw new NotFound();
    if (entry.status !== 'valid') throw new DomainError('certificate.not-valid');
    return entry;
  }

  private async end(
    tx: EntityManager,
    { entryId, registerId, reason, actorId }: Ending,
    { number, facts, salt, ...numbers }: Standing,
    kind: 'revoked' | 'replaced',
    replacedBy: string | null,
  ): Promise<void> {
    const [[{ at }]] = (await tx.query(
      `UPDATE old_entry SET status = $2, end_reason = $3, replaced_by = $4, ended_at = date_trunc('milliseconds', now())
       WHERE id = $1 RETURNING ended_at AS at`,
      [entryId, kind, reason, replacedBy],
    )) as [[{ at: Date }]];
    await this.audit.record(tx, {
      actorId,
      action: kind === 'revoked' ? 'certificate.revoke-old-entry' : 'certificate.replace-old-entry',
      subjectType: 'old-entry',
      subjectId: entryId,
      detail: { register: registerId, number, by: replacedBy },
    });
    const commitment = commitToOldEntry(facts, numbers, salt);
    await this.log.append(tx, [{ oldEntryId: entryId, kind, at, commitment }]);
  }
}

/** A corrected name keeps its birth, a corrected birth its name. */
const mayBeSame = (one: BookFacts, other: BookFacts): boolean => {
  const birth = birthText(one);
  return fold(one.holder.name) === fold(other.holder.name) || (birth !== null && birth === birthText(other));
};
