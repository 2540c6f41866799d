import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Units } from '#organisation';
import { CandidateLookup } from './candidate-lookup.js';
import { CitizenIds } from './citizen-id.js';
import { compareByGivenName } from './given-name.js';
import type { HeldBy, Person, PersonFacts, PersonMatch } from './person.js';
import { PersonRepository } from './person.repository.js';
import { PersonChanges } from './person-changes.js';
import { PersonCreation } from './person-creation.js';
import { matchPerson, nameKey } from './person-match.policy.js';
import { ReturnedChanges } from './returned-changes.js';

/** One writer of people at a time: two imports at once cannot create the same person twice. */
const LOCK = 7_270_201;

/** The people behind accounts, for contexts that import, list and print them. */
@Injectable()
export class People {
  constructor(
    private readonly persons: PersonRepository,
    private readonly units: Units,
    private readonly citizenIds: CitizenIds,
    private readonly creation: PersonCreation,
    private readonly changes: PersonChanges,
    private readonly returned: ReturnedChanges,
  ) {}

  /**
   * Finds for each row of a list the person it speaks of, in order. `taken`: accounts that already have a row of
   * this list; it grows by those found here. Holds back other imports until the transaction ends.
   */
  async match(
    tx: EntityManager,
    rows: readonly PersonFacts[],
    taken: Set<string> = new Set(),
  ): Promise<PersonMatch[]> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const hashes = rows.map((row) => (row.citizenId ? this.citizenIds.hash(row.citizenId) : null));
    const candidates = await this.persons.candidates(
      tx,
      {
        citizenIdHashes: hashes.filter((hash) => hash !== null),
        phones: rows.flatMap((row) => row.phone ?? []),
        named: rows.map((row) => ({ name: row.fullName, unit_id: row.unitId, birth_date: row.birthDate })),
      },
      await this.provincesOf(rows),
    );
    const lookup = new CandidateLookup(candidates);
    return rows.map((row, index) => {
      const hash = hashes[index] ?? null;
      const key = nameKey(row.fullName);
      const facts = { ...row, nameKey: key, hasCitizenId: hash !== null };
      const match = matchPerson(facts, lookup.for(key, hash), taken);
      if (match.kind === 'found') taken.add(match.accountId);
      return match;
    });
  }

  /** Creates accounts that wait for activation, with the role of learner at their unit. Returns ids in order. */
  async create(tx: EntityManager, rows: readonly PersonFacts[], by: string | null): Promise<string[]> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    return this.creation.run(tx, rows, by);
  }

  /**
   * Writes what a later list says about a person; a phone that somebody else signs in with stays a contact only.
   * With an `origin` (the import) {@link giveBack} can return it.
   */
  async update(
    tx: EntityManager,
    accountId: string,
    facts: Partial<PersonFacts>,
    by: string | null,
    origin?: string,
  ): Promise<void> {
    const work = () => this.changes.apply(tx, accountId, facts, by);
    await (origin ? this.returned.keeping(tx, origin, accountId, work) : work());
  }

  /** Returns what an origin changed; resolves to the people of whom something stayed, for it was changed again. */
  async giveBack(tx: EntityManager, origin: string, accountIds: readonly string[], by: string | null) {
    return this.returned.giveBack(tx, origin, accountIds, by);
  }

  /** Why accounts a list created may not be removed any more; those without a reason are locked and missing here. */
  async held(tx: EntityManager, accountIds: readonly string[]): Promise<Map<string, HeldBy>> {
    return this.creation.held(tx, accountIds);
  }

  /**
   * Undo of an import: deletes accounts that nobody activated and nothing else refers to. Returns those deleted;
   * delete the rows that refer to them first.
   */
  async remove(tx: EntityManager, accountIds: readonly string[], by: string | null): Promise<string[]> {
    return this.creation.undo(tx, accountIds, by);
  }

  /** In the Vietnamese order of names. */
  async list(accountIds: readonly string[], tx?: EntityManager): Promise<Person[]> {
    return this.persons.byIds(accountIds, tx);
  }

  async find(accountId: string): Promise<Person | null> {
    return (await this.persons.byIds([accountId]))[0] ?? null;
  }

  /** Names by account, in the Vietnamese order. */
  async names(accountIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.persons.names(accountIds);
    rows.sort((a, b) => compareByGivenName(a.name, b.name));
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private async provincesOf(rows: readonly PersonFacts[]): Promise<string[]> {
    const units = await this.units.byIds([...new Set(rows.map((row) => row.unitId))]);
    return [...new Set([...units.values()].map((unit) => unit.path.split('.').slice(0, 2).join('.')))];
  }
}
