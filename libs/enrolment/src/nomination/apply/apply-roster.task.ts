import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { People, type Person, type PersonFacts, type PersonMatch } from '#identity';
import { inTransaction } from '#platform/database';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Classes } from '../../classes/classes.js';
import type { TargetGroup } from '../../classes/training-class.entity.js';
import { Enrolments } from '../../enrolment/enrolments.js';
import {
  type RosterImport,
  RosterImportRepository,
  type RowEffect,
} from '../import/roster-import.repository.js';
import { APPLY_ROSTER, RosterImports } from '../import/roster-imports.js';
import type { RosterRow } from '../roster/read-roster.js';
import { personFacts } from './person-facts.js';

const BATCH = 300;

/** Writes a reviewed list: people found or created, and enrolled. Each batch is one transaction. */
@Injectable()
@RunsTask(APPLY_ROSTER)
export class ApplyRoster implements TaskRunner {
  constructor(
    private readonly imports: RosterImportRepository,
    private readonly lists: RosterImports,
    private readonly people: People,
    private readonly classes: Classes,
    private readonly enrolments: Enrolments,
    private readonly db: DataSource,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId, roots } = task.params as { importId: string; roots: string[] };
    const list = (await this.imports.find(importId)) as RosterImport;
    const href = `/classes/${list.classId}/imports/${list.id}`;
    if (list.status === 'applied') return { href };
    const report = await this.lists.read(list, roots);
    const rows = report.rows.filter((row) => row.outcome === 'accept' || row.outcome === 'warn');
    const applied = await this.imports.appliedRows(this.db, importId);
    const open = rows.filter((row) => !applied.has(row.row));
    const taken = new Set([...applied.values()].filter((id) => id !== null));
    const { targetGroup } = await this.classes.get(list.classId);
    await progress(applied.size, rows.length);
    for (let from = 0; from < open.length; from += BATCH) {
      const batch = open.slice(from, from + BATCH);
      // A rolled back batch must not leave its people among the taken.
      const before = new Set(taken);
      await inTransaction(this.db, (tx) => {
        taken.clear();
        for (const id of before) taken.add(id);
        return this.applyBatch(tx, list, batch, taken, targetGroup);
      });
      await progress(applied.size + Math.min(from + BATCH, open.length), rows.length);
    }
    await this.imports.move(importId, 'applying', 'applied', null);
    return { href, counts: { applied: rows.length } };
  }

  private async applyBatch(
    tx: EntityManager,
    list: RosterImport,
    rows: RosterRow[],
    taken: Set<string>,
    group: TargetGroup,
  ) {
    const facts = rows.map((row) => personFacts(row, group));
    const matches = await this.people.match(tx, facts, taken);
    const fresh = facts.filter((_, index) => matches[index]?.kind === 'new');
    // Whom there is no place for is not created either.
    const places = await this.enrolments.placesLeft(tx, list.classId);
    const admitted = places === null ? fresh.length : Math.max(0, Math.min(fresh.length, places));
    const created = await this.people.create(tx, fresh.slice(0, admitted), list.createdBy);
    for (const id of created) taken.add(id);
    const accounts = accountsOf(matches, created);
    const known = await this.people.list(
      accounts.flatMap((id) => id ?? []),
      tx,
    );
    const enrolled = await this.enrol(tx, list, known);
    await this.fillGaps(tx, facts, matches, enrolled, list);
    await this.imports.saveEffects(
      tx,
      list.id,
      rows.map((row, index) => {
        const accountId = accounts[index] ?? null;
        const enrolment = accountId ? enrolled.get(accountId) : undefined;
        return {
          row: row.row,
          effect: effectOf(matches[index] as PersonMatch, enrolment),
          accountId: enrolment ? accountId : null,
          enrolmentId: enrolment?.enrolmentId ?? null,
        };
      }),
    );
  }

  /** The unit counted is the one the person has now; a change of unit is confirmed afterwards. */
  private async enrol(tx: EntityManager, list: RosterImport, known: Person[]) {
    const places = await this.enrolments.placesLeft(tx, list.classId);
    const nominees = known.map((person) => ({ accountId: person.accountId, unitId: person.unitId }));
    const fitting = places === null ? nominees : nominees.slice(0, places);
    const enrolled = await this.enrolments.enrolMany(tx, list.classId, fitting, {
      source: 'list',
      importId: list.id,
    });
    return new Map(enrolled.map((each) => [each.accountId, each]));
  }

  /** What we did not know yet is taken over; what differs waits for somebody to confirm it. */
  private async fillGaps(
    tx: EntityManager,
    facts: PersonFacts[],
    matches: PersonMatch[],
    enrolled: Map<string, unknown>,
    list: RosterImport,
  ) {
    for (const [index, match] of matches.entries()) {
      if (match.kind !== 'found' || !match.certain || match.additions.length === 0) continue;
      if (!enrolled.has(match.accountId)) continue;
      const added = Object.fromEntries(match.additions.map((field) => [field, facts[index]?.[field]]));
      await this.people.update(tx, match.accountId, added, list.createdBy, list.id);
    }
  }
}

function accountsOf(matches: PersonMatch[], created: string[]): (string | null)[] {
  const waiting = [...created];
  return matches.map((match) => (match.kind === 'found' ? match.accountId : (waiting.shift() ?? null)));
}

function effectOf(match: PersonMatch, enrolment: { created: boolean } | undefined): RowEffect {
  if (!enrolment) return 'no-place';
  if (match.kind === 'new') return 'created';
  if (match.changes.length > 0 || !match.certain) return 'change-pending';
  return enrolment.created ? 'matched' : 'unchanged';
}
