import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 60;

export interface Pause {
  since: Date;
  tries: number;
  reason: string;
}

/** While the signer is down, all processes leave it alone until the pause is over; each failure lengthens it. */
@Injectable()
export class SigningPause {
  constructor(private readonly db: DataSource) {}

  async holds(): Promise<boolean> {
    const [row] = await this.db.query('SELECT until > now() AS holds FROM signing_pause');
    return row?.holds ?? false;
  }

  /** Null when the signer is not known to be down. */
  async current(): Promise<Pause | null> {
    const rows: Pause[] = await this.db.query('SELECT since, tries, reason FROM signing_pause');
    return rows[0] ?? null;
  }

  async lengthen(reason: string): Promise<Pause> {
    const [pause] = await this.db.query(
      `INSERT INTO signing_pause AS p (until, reason) VALUES (now() + make_interval(secs => $2), $1)
       ON CONFLICT ("only") DO UPDATE SET tries = p.tries + 1, reason = excluded.reason,
         until = now() + make_interval(secs => least($3, $2 * 2 ^ least(p.tries, 10)))
       RETURNING since, tries, reason`,
      [reason.slice(0, 500), FIRST_SECONDS, LONGEST_SECONDS],
    );
    return pause;
  }

  async end(): Promise<void> {
    await this.db.query('DELETE FROM signing_pause');
  }
}
