import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { newId } from '#platform/ids';
import {
  type Consent,
  GuardianConsentRows,
  PURPOSES,
  type Pupil,
  type Purpose,
  type Relation,
} from './guardian-consents.repository.js';
import { GuardianInvitations, type Invitation, type Slip } from './guardian-invitations.repository.js';

/** The text that guardians agree to from now on; texts of older versions stay in the locales. */
export const WORDING = 'v1';

export interface ConsentGiven {
  guardianName: string;
  relation: Relation;
  purposes: readonly Purpose[];
}

/** Who answers for a guardian: staff with a signed paper before them, or the guardian by a slip (`by` null). */
type Way = Pick<Consent, 'channel'> & { by: string | null };

/** What guardians of pupils under 16 agree to, and withdraw. */
@Injectable()
export class GuardianConsents {
  constructor(
    private readonly db: DataSource,
    private readonly rows: GuardianConsentRows,
    private readonly invitations: GuardianInvitations,
    private readonly audit: Audit,
  ) {}

  /** From a signed paper. */
  async record(accountId: string, given: ConsentGiven, actorId: string): Promise<void> {
    await inTransaction(this.db, (tx) => this.give(tx, accountId, given, { channel: 'paper', by: actorId }));
  }

  async withdraw(accountId: string, purpose: Purpose, actorId: string): Promise<void> {
    await inTransaction(this.db, (tx) => this.end(tx, accountId, purpose, actorId));
  }

  /** Slips for these pupils; what they say is kept nowhere. */
  async invite(accountIds: readonly string[], actorId: string): Promise<Slip[]> {
    return inTransaction(this.db, async (tx) => {
      const slips = await this.invitations.issue(tx, accountIds, actorId);
      const entry = { actorId, action: 'certificate.invite-guardian', subjectType: 'account' };
      await this.audit.recordEach(tx, entry, [...accountIds]);
      return slips;
    });
  }

  /** Refuses a slip that is unknown (404) or too old (410). */
  async open(given: string): Promise<{ invitation: Invitation; pupil: Pupil }> {
    const invitation = this.refuse(await this.invitations.find(given));
    const pupil = await this.rows.find(invitation.accountId);
    if (!pupil) throw new NotFound('certificate.guardian.unknown');
    return { invitation, pupil };
  }

  /** Uses the slip up for giving; it goes on to withdraw. */
  async giveBy(secret: string, given: ConsentGiven): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const invitation = this.refuse(await this.invitations.find(secret, tx, 'FOR UPDATE'));
      if (invitation.state === 'used') throw new DomainError('certificate.guardian.used', {}, 410);
      await this.invitations.use(tx, invitation.id);
      await this.give(tx, invitation.accountId, given, { channel: 'link', by: null });
    });
  }

  async withdrawBy(secret: string, purpose: Purpose): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const { accountId } = this.refuse(await this.invitations.find(secret, tx));
      await this.end(tx, accountId, purpose, null);
    });
  }

  private refuse(invitation: Invitation | null): Invitation {
    if (!invitation) throw new NotFound('certificate.guardian.unknown');
    if (invitation.state === 'expired') throw new DomainError('certificate.guardian.expired', {}, 410);
    return invitation;
  }

  private async give(tx: EntityManager, accountId: string, given: ConsentGiven, { channel, by }: Way) {
    const { guardianName, relation } = given;
    const made = await this.rows.give(
      tx,
      PURPOSES.filter((purpose) => given.purposes.includes(purpose)).map((purpose) => ({
        ...{ id: newId(), accountId, purpose, guardianName, relation, channel, wording: WORDING, by },
      })),
    );
    if (made.length === 0) return;
    await this.rows.tryAgain(tx, accountId);
    await this.audit.record(tx, {
      actorId: by,
      action: 'certificate.give-consent',
      subjectType: 'account',
      subjectId: accountId,
      detail: { purposes: made.sort().join(','), channel, wording: WORDING },
    });
  }

  private async end(tx: EntityManager, accountId: string, purpose: Purpose, by: string | null) {
    if (!(await this.rows.withdraw(tx, accountId, purpose, by))) return;
    await this.audit.record(tx, {
      actorId: by,
      action: 'certificate.withdraw-consent',
      subjectType: 'account',
      subjectId: accountId,
      detail: { purposes: purpose },
    });
  }
}
