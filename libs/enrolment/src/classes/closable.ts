import { Column } from 'typeorm';

/** What a person may close before its last day, and open again: a class, a programme. */
export abstract class Closable {
  @Column('date', { name: 'closed_on', nullable: true })
  closedOn: string | null;

  @Column('uuid', { name: 'closed_by', nullable: true })
  closedBy: string | null;

  /** Counts the saves, so that a save made from an older page is noticed. */
  @Column('integer', { default: 1 })
  revision: number;

  /** Ends it at once, whatever its days say. False when it was closed already. */
  close(day: string, accountId: string): boolean {
    if (this.closedOn) return false;
    this.closedOn = day;
    this.closedBy = accountId;
    this.revision += 1;
    return true;
  }

  /** From now on its days count again. False when it was not closed. */
  reopen(): boolean {
    if (!this.closedOn) return false;
    this.closedOn = null;
    this.closedBy = null;
    this.revision += 1;
    return true;
  }
}
