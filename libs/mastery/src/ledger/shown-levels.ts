import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LedgerRow } from './claims.policy.js';
import { Ledger } from './ledger.js';
import { LedgerSource } from './ledger-source.js';

/** A level that one enrolment shows, by the entry of the ledger that says so. */
export interface ShownLevel {
  enrolmentId: string;
  entryId: string;
  frameworkVersionId: string;
  component: string;
  level: number;
  rule: { code: string; version: number; demonstration: boolean };
}

type Rule = ShownLevel['rule'] & { id: string };

/** What enrolments show by themselves: whatever else their learners have shown elsewhere is left out. */
@Injectable()
export class ShownLevels {
  constructor(
    private readonly db: DataSource,
    private readonly source: LedgerSource,
    private readonly ledger: Ledger,
  ) {}

  /**
   * The highest level of each component that was reached and not taken back, by enrolment, from rules and evidence as
   * they are now. Entries that the ledger lacks are written first: nobody has to wait for it, and what is answered
   * is in it.
   */
  async of(enrolmentIds: readonly string[]): Promise<Map<string, ShownLevel[]>> {
    const rows = await this.source.rows([...enrolmentIds]);
    await this.recordMissing(rows);
    const rules = await this.rulesOf(rows);
    const shown = new Map<string, ShownLevel[]>();
    for (const row of highest(rows)) {
      const { enrolmentId, frameworkVersionId, component, level } = row;
      const { id: _, ...rule } = rules.get(row.ruleId)!;
      const entry = { enrolmentId, entryId: row.id, frameworkVersionId, component, level, rule };
      shown.set(enrolmentId, [...(shown.get(enrolmentId) ?? []), entry]);
    }
    return shown;
  }

  private async recordMissing(rows: readonly LedgerRow[]): Promise<void> {
    if (rows.length === 0) return;
    const kept: { id: string }[] = await this.db.query(
      'SELECT id FROM skill_entry WHERE id = ANY ($1::uuid[])',
      [rows.map(({ id }) => id)],
    );
    const known = new Set(kept.map(({ id }) => id));
    const behind = new Set(rows.filter(({ id }) => !known.has(id)).map(({ enrolmentId }) => enrolmentId));
    if (behind.size > 0) await this.ledger.record([...behind]);
  }

  private async rulesOf(rows: readonly LedgerRow[]): Promise<Map<string, Rule>> {
    const ids = [...new Set(rows.map(({ ruleId }) => ruleId))];
    if (ids.length === 0) return new Map();
    const rules: Rule[] = await this.db.query(
      'SELECT id, code, version, demonstration FROM award_rule WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return new Map(rules.map((rule) => [rule.id, rule]));
  }
}

/** Of equal levels the one that was shown first; in the order of the components' codes. */
export function highest(rows: readonly LedgerRow[]): LedgerRow[] {
  const taken = new Set(rows.flatMap(({ withdraws }) => withdraws ?? []));
  const best = new Map<string, LedgerRow>();
  for (const row of rows) {
    if (row.kind !== 'reached' || taken.has(row.id)) continue;
    const key = `${row.enrolmentId} ${row.frameworkVersionId} ${row.component}`;
    const other = best.get(key);
    if (!other || goesBefore(row, other)) best.set(key, row);
  }
  return [...best.values()].sort((a, b) => a.component.localeCompare(b.component, 'vi', { numeric: true }));
}

function goesBefore(row: LedgerRow, other: LedgerRow): boolean {
  if (row.level !== other.level) return row.level > other.level;
  const apart = row.happenedAt.getTime() - other.happenedAt.getTime();
  return apart === 0 ? row.id < other.id : apart < 0;
}
