import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CitizenNumbers } from '#identity';
import type { ListRow, ListState } from './list-format.js';

export interface SourceRow extends ListRow {
  id: string;
}

type Found = Omit<SourceRow, 'citizenNumber'> & { accountId: string };

/**
 * Confirmations of a subtree whose holder agrees today, and those told before whose holder does not any more. What an
 * invented rule confirmed is never told.
 */
const ROWS = `
SELECT * FROM (
  SELECT r.id, r.account_id AS "accountId", r.serial, r.target_group AS "group", u.code AS "unitCode",
    (r.confirmed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS "confirmedOn", r.valid_until::text AS "validUntil",
    CASE WHEN NOT coalesce(s.agreed, false) THEN 'withdrawn' WHEN r.status = 'doubted' THEN 'valid' ELSE r.status END AS state,
    told.state AS told, told.answer
  FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id
  JOIN recognition_rule k ON k.id = r.rule_id AND NOT k.demonstration
  LEFT JOIN LATERAL (SELECT agreed FROM recognition_sharing WHERE account_id = r.account_id ORDER BY id DESC LIMIT 1) s ON true
  LEFT JOIN LATERAL (
    SELECT w.state, w.answer FROM recognition_handover_row w JOIN recognition_handover h ON h.id = w.handover_id
    WHERE w.recognition_id = r.id AND h.made_at IS NOT NULL ORDER BY h.requested_at DESC LIMIT 1) told ON true
  WHERE u.path <@ $1::ltree) each
WHERE (state <> 'withdrawn' OR told IS NOT NULL)
  AND ($2 = 'all' OR told IS DISTINCT FROM state OR answer = 'refused')
  AND NOT (state = 'withdrawn' AND told = 'withdrawn')`;

/** Reads what a list tells, a batch at a time. */
@Injectable()
export class ListSource {
  constructor(
    private readonly db: DataSource,
    private readonly numbers: CitizenNumbers,
  ) {}

  async count(path: string, content: string): Promise<number> {
    const [row] = await this.db.query(`SELECT count(*)::int AS n FROM (${ROWS}) each`, [path, content]);
    return row.n;
  }

  /** In the order of ids, behind `lastId`; whoever has no twelve digits recorded is counted and left out. */
  async batch(path: string, content: string, lastId: string, limit: number) {
    const found: Found[] = await this.db.query(`${ROWS} AND id > $3 ORDER BY id LIMIT $4`, [
      ...[path, content, lastId, limit],
    ]);
    const named = found.filter(({ state }) => state !== 'withdrawn');
    const numbers = await this.numbers.of(named.map(({ accountId }) => accountId));
    const rows = found.flatMap(({ accountId, ...row }): SourceRow[] => {
      if (isWithdrawn(row.state)) return [{ ...row, citizenNumber: null }];
      const citizenNumber = numbers.get(accountId);
      return citizenNumber?.length === 12 ? [{ ...row, citizenNumber }] : [];
    });
    return { seen: found.length, lastId: found.at(-1)?.id ?? lastId, rows };
  }
}

const isWithdrawn = (state: ListState): boolean => state === 'withdrawn';
