import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import { RegisterBook } from '../register/register-book.service.js';
import { Candidates } from './candidates.repository.js';
import { Obstacles } from './obstacles.repository.js';
import { Preparation, type Prepared } from './preparation.service.js';

export interface Issued {
  /** Certificates that are new. */
  issued: number;
  /** Owed, but their facts cannot be put on paper: recorded as obstacles. */
  refused: number;
}

/**
 * Gives a certificate to everybody who is owed one, exactly once. Locks are taken in one order everywhere:
 * enrolments by key, the register, the head of the log.
 */
@Injectable()
export class Issuing {
  constructor(
    private readonly db: DataSource,
    private readonly candidates: Candidates,
    private readonly preparation: Preparation,
    private readonly obstacles: Obstacles,
    private readonly book: RegisterBook,
  ) {}

  /** Of these enrolments; those that are not owed one, or have had one (also a revoked one), are left alone. */
  async issue(enrolmentIds: readonly string[]): Promise<Issued> {
    const candidates = await this.candidates.find(enrolmentIds);
    const { prepared, refused } = await this.preparation.prepare(candidates);
    await this.obstacles.record(refused);
    let issued = 0;
    for (const each of prepared) issued += await this.enterAll(each);
    return { issued, refused: refused.length };
  }

  /** The same questions without taking a number; why somebody cannot have one is recorded as when issuing. */
  async check(enrolmentIds: readonly string[]): Promise<{ issuable: number; refused: number }> {
    const { prepared, refused } = await this.preparation.prepare(await this.candidates.find(enrolmentIds));
    await this.obstacles.record(refused);
    const issuable = prepared.flatMap(({ facts }) => [...facts.keys()]);
    await this.obstacles.clear(this.db.manager, issuable);
    return { issuable: issuable.length, refused: refused.length };
  }

  /** One transaction for all of an issuer; when it fails, one for each, so that a bad one holds no other. */
  private async enterAll(prepared: Prepared): Promise<number> {
    const { issuer, facts } = prepared;
    try {
      return await this.enter(prepared);
    } catch (error) {
      if (facts.size === 1) throw error;
    }
    let issued = 0;
    const failures: unknown[] = [];
    for (const each of facts)
      try {
        issued += await this.enter({ issuer, facts: new Map([each]) });
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0)
      throw new Error(`${failures.length} of ${facts.size} certificates cannot be issued`, {
        cause: failures[0],
      });
    return issued;
  }

  private enter({ issuer, facts }: Prepared): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const owed = await this.candidates.lockOwed(tx, [...facts.keys()]);
      if (owed.length === 0) return 0;
      await this.book.enter(
        tx,
        issuer,
        owed.map((enrolmentId) => ({ enrolmentId, facts: facts.get(enrolmentId)! })),
      );
      await this.obstacles.clear(tx, owed);
      return owed.length;
    });
  }
}
