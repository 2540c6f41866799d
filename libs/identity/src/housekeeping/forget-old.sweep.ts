import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Sweep, Sweeps } from '#platform/jobs';

/** How long what no longer works is kept: long enough to answer “was that me?”, no longer. */
const KEPT = `interval '90 days'`;

/** Deletes ended sessions, dead one-time secrets and the marks of wrong passwords. Repairs nothing, so it is silent. */
@Sweeps('identity.forget-old')
@Injectable()
export class ForgetOld implements Sweep {
  constructor(private readonly db: DataSource) {}

  async sweep(): Promise<number> {
    await this.db.query(
      `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < now() - ${KEPT}
         OR ended_at < now() - ${KEPT} LIMIT 5000)`,
    );
    await this.db.query(
      `DELETE FROM one_time_secret WHERE id IN (SELECT id FROM one_time_secret
         WHERE expires_at < now() - ${KEPT} LIMIT 5000)`,
    );
    await this.db.query(`DELETE FROM sign_in_throttle WHERE window_started_at < now() - interval '2 hours'`);
    await this.db.query('DELETE FROM pending_sign_in WHERE expires_at < now()');
    return 0;
  }
}
