import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Role } from '#platform/http';

/** Who decides for which units, outside a request. */
@Injectable()
export class Deciders {
  constructor(private readonly db: DataSource) {}

  /** Paths of the units over which this person holds the role, today. */
  async scopeOf(accountId: string, role: Role): Promise<string[]> {
    const rows: { path: string }[] = await this.db.query(
      `SELECT DISTINCT u.path::text AS path FROM role_grant g JOIN unit u ON u.id = g.unit_id
       JOIN account a ON a.id = g.account_id AND a.status = 'active'
       WHERE g.account_id = $1 AND g.role = $2 AND g.revoked_at IS NULL`,
      [accountId, role],
    );
    return rows.map(({ path }) => path);
  }
}
