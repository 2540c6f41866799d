import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock, localDay } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { KeyRing, type RingKey } from '../keys/key-ring.service.js';
import { badgeToken } from './badge-token.js';
import { type BadgeRow, BadgeRows } from './badges.repository.js';
import { credentialOf, listUrl, statusListCredential } from './credential.js';
import { didDocument, didOf } from './issuer-did.js';
import { SkillAlignments } from './skill-alignments.js';
import { encodeList } from './status-list.js';

/** Certificates as Open Badges 3.0, made when their holder wants one. */
@Injectable()
export class Badges {
  constructor(
    private readonly db: DataSource,
    private readonly rows: BadgeRows,
    private readonly alignments: SkillAlignments,
    private readonly keys: KeyRing,
    private readonly audit: Audit,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Makes the badge of one's own valid certificate; again it is the same. Throws `certificate.not-valid`. */
  async make(accountId: string, certificateId: string): Promise<void> {
    const row = await this.rows.own(accountId, certificateId);
    if (!row) throw new NotFound();
    if (row.status !== 'valid') throw new DomainError('certificate.not-valid');
    if (!this.mayShow(row)) throw new DomainError('certificate.share-consent-missing');
    await inTransaction(this.db, async (tx) => {
      if (!(await this.rows.reserve(tx, certificateId, row.issuerId))) return;
      await this.audit.record(tx, {
        actorId: accountId,
        action: 'certificate.make-badge',
        subjectType: 'certificate',
        subjectId: certificateId,
      });
    });
  }

  /** Of a holder under 16, only while a guardian agrees. */
  mayShow({ facts, shared }: BadgeRow): boolean {
    return shared || localDay(this.clock.now()) >= (facts.minorUntil ?? '');
  }

  /** The badge as VC-JWT; null while nobody asked for it. Signed when first read, outside any lock. */
  async tokenOf(row: BadgeRow): Promise<string | null> {
    if (row.token !== null || row.position === null) return row.token;
    const { code, serial, issuedAt, facts, position } = row;
    const { publicUrl } = this.config;
    const issuer = didOf(publicUrl, row.issuerId);
    const alignments = await this.alignments.of(facts);
    const credential = credentialOf({
      publicUrl,
      issuer,
      code,
      serial,
      issuedAt,
      facts,
      position,
      alignments,
    });
    await this.rows.keepToken(row.certificateId, await badgeToken(credential, await this.signingKey()));
    return (await this.rows.byCode(code))?.token ?? null;
  }

  async didDocument(issuerId: string) {
    await this.refuseUnknown(issuerId);
    const keys = await this.keys.published('badge');
    return didDocument(
      didOf(this.config.publicUrl, issuerId),
      keys.map(({ jwk }) => jwk),
    );
  }

  /** The list of what ended, as VC-JWT. */
  async statusList(issuerId: string, list: number): Promise<string> {
    await this.refuseUnknown(issuerId);
    const { publicUrl } = this.config;
    const encoded = encodeList(await this.rows.ended(issuerId, list));
    const url = listUrl(publicUrl, issuerId, list);
    const credential = statusListCredential(url, didOf(publicUrl, issuerId), encoded, this.clock.now());
    return badgeToken(credential, await this.signingKey());
  }

  private async refuseUnknown(issuerId: string): Promise<void> {
    if (!(await this.rows.issuerExists(issuerId))) throw new NotFound();
  }

  private signingKey(): Promise<RingKey> {
    return this.keys.current('badge');
  }
}
