import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import type { PaperFacts } from './paper-facts.js';

export type CertificateStatus = 'valid' | 'revoked' | 'replaced';

/** One entry of a register and the paper that belongs to it. What it says never changes; its status may end once. */
@Entity('certificate')
export class Certificate {
  @PrimaryColumn('uuid')
  id: string;

  /** Null: an award of a contest. */
  @Column('uuid', { name: 'enrolment_id', nullable: true })
  enrolmentId: string | null;

  @Column('text', { default: 'completion' })
  kind: string;

  @Column('uuid', { name: 'register_id' })
  registerId: string;

  @Column('integer')
  number: number;

  @Column('text')
  serial: string;

  @Column('text', { name: 'entry_number' })
  entryNumber: string;

  @Column('text')
  code: string;

  @Column('text', { default: 'valid' })
  status: CertificateStatus;

  @Column('jsonb')
  facts: PaperFacts;

  @Column('bytea')
  salt: Buffer;

  @Column('timestamptz', { name: 'issued_at', default: () => 'now()' })
  issuedAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason: string | null;

  @Column('uuid', { name: 'replaced_by', nullable: true })
  replacedBy: string | null;

  @Column('text', { name: 'pdf_key', nullable: true })
  pdfKey: string | null;

  @Column('bytea', { name: 'pdf_sha256', nullable: true })
  pdfSha256: Buffer | null;

  /** The page as drawn, kept until it is signed. */
  @Column('text', { name: 'drawn_key', nullable: true })
  drawnKey: string | null;

  @Column('timestamptz', { name: 'rendered_at', nullable: true })
  renderedAt: Date | null;

  /** The file is there since then. */
  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt: Date | null;

  /** SHA-256 of the certificate of the key. */
  @Column('bytea', { name: 'signed_by', nullable: true })
  signedBy: Buffer | null;

  /** Ends its validity for good; the entry stays in the register. */
  revoke(reason: string, at: Date): void {
    this.end('revoked', reason, at);
  }

  /** Another takes its place, which is named once it has its number. */
  replace(reason: string, at: Date): void {
    this.end('replaced', reason, at);
  }

  private end(status: CertificateStatus, reason: string, at: Date): void {
    if (this.status !== 'valid') throw new DomainError('certificate.not-valid');
    this.status = status;
    this.endedAt = at;
    this.endReason = reason;
  }
}
