import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Who decides for which units, outside a request. */
@Injectable()
export class Deciders {
  constructor(private readonly db: DataSource) {}

  /** Paths of the units whose manager this is, today. */
  async scopeOf(accountId: string): Promise<string[]> {
    const rows: { path: string }[] = await this.db.query(
      `SELECT DISTINCT u.path::text AS path FROM role_grant g JOIN unit u ON u.id = g.unit_id
       JOIN account a ON a.id = g.account_id AND a.status = 'active'
       WHERE g.account_id = $1 AND g.role = 'unit-manager' AND g.revoked_at IS NULL`,
      [accountId],
    );
    return rows.map(({ path }) => path);
  }
}
