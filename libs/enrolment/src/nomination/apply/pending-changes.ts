import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { People, type PersonChange } from '#identity';
import { Units } from '#organisation';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { Classes } from '../../classes/classes.js';
import {
  type ReviewedRow,
  type RosterImport,
  RosterImportRepository,
} from '../import/roster-import.repository.js';
import { RosterImports, type Sender } from '../import/roster-imports.js';
import { personFacts } from './person-facts.js';

export interface ShownChange {
  row: number;
  name: string;
  changes: { field: string; from: string; to: string }[];
}

/** What a later list says differently about people we know: shown, and written only when somebody confirms. */
@Injectable()
export class PendingChanges {
  constructor(
    private readonly imports: RosterImportRepository,
    private readonly lists: RosterImports,
    private readonly people: People,
    private readonly units: Units,
    private readonly classes: Classes,
    private readonly db: DataSource,
  ) {}

  async of(list: RosterImport, rows: ReviewedRow[], sender: Sender): Promise<ShownChange[]> {
    const found = await this.differences(list, sender);
    const unitIds = [...found.values()].flatMap((changes) =>
      changes.filter((each) => each.field === 'unitId').flatMap((each) => [each.from, each.to]),
    );
    const units = await this.units.byIds([...new Set(unitIds.filter(Boolean))]);
    const told = (field: string, value: string) =>
      field === 'unitId' ? (units.get(value)?.name ?? value) : value;
    return rows.map((row) => ({
      row: row.row,
      name: row.data.name,
      changes: (found.get(row.row) ?? []).map(({ field, from, to }) => ({
        field,
        from: told(field, from),
        to: told(field, to),
      })),
    }));
  }

  async decide(
    list: RosterImport,
    rows: number[],
    decision: 'confirm' | 'decline',
    sender: Sender,
  ): Promise<void> {
    const found = await this.differences(list, sender);
    await inTransaction(this.db, async (tx) => {
      if (!(await this.imports.holdApplied(tx, list.id))) throw new DomainError('nomination.not-applied');
      for (const number of rows) {
        const row = await this.imports.row(list.id, number);
        if (row?.effect !== 'change-pending' || !row.accountId) continue;
        if (decision === 'confirm') {
          const facts = Object.fromEntries(
            (found.get(number) ?? []).map((change) => [change.field, change.to]),
          );
          await this.people.update(tx, row.accountId, facts, sender.accountId, list.id);
        }
        await this.imports.setEffect(
          tx,
          list.id,
          number,
          decision === 'confirm' ? 'change-confirmed' : 'change-declined',
        );
      }
    });
  }

  /** Found anew from the file and the people as they are now, so that an older list never undoes a newer one unseen. */
  private async differences(list: RosterImport, sender: Sender): Promise<Map<number, PersonChange[]>> {
    const report = await this.lists.read(list, sender.roots);
    const { targetGroup } = await this.classes.get(list.classId);
    const rows = report.rows.filter((row) => row.outcome === 'accept' || row.outcome === 'warn');
    return inTransaction(this.db, async (tx) => {
      const matches = await this.people.match(
        tx,
        rows.map((row) => personFacts(row, targetGroup)),
      );
      return new Map(
        matches.map((match, index) => [rows[index]!.row, match.kind === 'found' ? match.changes : []]),
      );
    });
  }
}
