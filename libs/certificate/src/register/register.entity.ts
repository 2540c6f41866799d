import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NumberPattern } from './number-pattern.js';

export interface TakenNumber {
  number: number;
  /** Số hiệu. */
  serial: string;
  /** Số vào sổ cấp. */
  entryNumber: string;
}

/** The book of one issuer and one year. Its row is locked by whoever takes numbers, so that none is missing. */
@Entity('register')
export class Register {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'issuer_id' })
  issuerId: string;

  @Column('integer')
  year: number;

  @Column('text', { name: 'serial_pattern' })
  serialPattern: string;

  @Column('text', { name: 'entry_pattern' })
  entryPattern: string;

  @Column('integer', { name: 'last_number', default: 0 })
  lastNumber: number;

  /** The next numbers, one after another. */
  take(count: number): TakenNumber[] {
    const serials = new NumberPattern(this.serialPattern);
    const entries = new NumberPattern(this.entryPattern);
    return Array.from({ length: count }, () => {
      this.lastNumber += 1;
      const place = { year: this.year, sequence: this.lastNumber };
      return {
        number: this.lastNumber,
        serial: serials.format(place),
        entryNumber: entries.format(place),
      };
    });
  }
}
