import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Units } from '#organisation';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import type { Actor } from '#platform/http';
import { People } from '../person/people.js';
import type { PersonFacts } from '../person/person.js';
import { Sessions } from '../session/sessions.js';

@Injectable()
export class PersonCorrection {
  constructor(
    private readonly db: DataSource,
    private readonly people: People,
    private readonly units: Units,
    private readonly sessions: Sessions,
  ) {}

  /** What the form shows first; the citizen number is not among it. */
  async facts(id: string) {
    const person = await this.people.find(id);
    const unit = person?.unitId ? await this.units.find(person.unitId) : null;
    const birthDate = person?.birthDate?.split('-').reverse().join('/') ?? '';
    return { ...person, birthDate, unit: unit?.code ?? '' };
  }

  /** An empty citizen number leaves the one we have; the other fields are written as they are. */
  async write(actor: Actor, id: string, { citizenId, ...facts }: Partial<PersonFacts>): Promise<void> {
    const change = citizenId ? { ...facts, citizenId } : facts;
    try {
      await inTransaction(this.db, (tx) => this.people.update(tx, id, change, actor.accountId));
    } catch (error) {
      const constraint = (error as { driverError?: { constraint?: string } }).driverError?.constraint;
      if (constraint === 'person_citizen_id_hash_key') throw new DomainError('identity.citizen-id-taken');
      throw error;
    }
    // The name is part of who is signed in.
    this.sessions.forget(id);
  }
}
