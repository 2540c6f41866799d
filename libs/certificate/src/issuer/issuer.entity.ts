import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';

/** What a person edits of an issuer. */
export interface IssuerDetails {
  superiorName: string | null;
  name: string;
  certifier: string | null;
  place: string;
  /** One line each. */
  signatoryTitle: string;
  signatoryName: string;
  serialPattern: string;
  entryPattern: string;
  authorised: boolean;
  legalBasis: string | null;
  printsScore: boolean;
  /** Whether the QR can be checked without a network (ADR 0031). */
  offlineCode: boolean;
}

/** A body that issues certificates, with what its papers say of it and the shapes of its numbers. */
@Entity('issuer')
export class Issuer implements IssuerDetails {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Column('text', { name: 'superior_name', nullable: true })
  superiorName: string | null;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  certifier: string | null;

  @Column('text')
  place: string;

  @Column('text', { name: 'signatory_title' })
  signatoryTitle: string;

  @Column('text', { name: 'signatory_name' })
  signatoryName: string;

  @Column('text', { name: 'serial_pattern' })
  serialPattern: string;

  @Column('text', { name: 'entry_pattern' })
  entryPattern: string;

  @Column('boolean', { default: false })
  authorised: boolean;

  @Column('text', { name: 'legal_basis', nullable: true })
  legalBasis: string | null;

  @Column('boolean', { name: 'prints_score', default: true })
  printsScore: boolean;

  @Column('boolean', { name: 'offline_code', default: false })
  offlineCode: boolean;

  /** Counts the saves, so that a save made from an older page is noticed. */
  @Column('integer', { default: 1 })
  revision: number;

  /**
   * Takes new details; registers that are open keep their patterns. Decree 171/2025/NĐ-CP, article 22: only who
   * says on what legal basis may be called authorised.
   */
  change(details: IssuerDetails): void {
    if (details.authorised && !details.legalBasis) throw new DomainError('certificate.legal-basis-missing');
    Object.assign(this, details);
    this.revision += 1;
  }

  /** Only an authorised issuer may call its paper “Chứng chỉ”. */
  get paperTitle(): 'completion' | 'authorised-certificate' {
    return this.authorised && this.legalBasis ? 'authorised-certificate' : 'completion';
  }
}
