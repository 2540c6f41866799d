import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PersonSearch } from '#identity';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
import { type Actor } from '#platform/http';
import { isUuid } from '#platform/ids';
import { type ClassRow, ClassScope } from '../classes/class-scope.js';
import { type Enrolled, Enrolments } from '../enrolment/enrolments.js';
import type { MemberRow } from './members.repository.js';

/** One person put into a class or taken out of it by hand. */
@Injectable()
export class Membership {
  constructor(
    private readonly db: DataSource,
    private readonly classes: ClassScope,
    private readonly people: PersonSearch,
    private readonly enrolments: Enrolments,
    private readonly audit: Audit,
  ) {}

  /** Somebody of the units whose people the actor may nominate, else {@link NotFound}. */
  async add(actor: Actor, training: ClassRow, accountId: string): Promise<Enrolled> {
    const person = isUuid(accountId)
      ? await this.people.within(accountId, this.classes.nominates(actor))
      : null;
    if (!person) throw new NotFound();
    return inTransaction(this.db, async (tx) => {
      const enrolled = await this.enrolments.enrol(tx, { classId: training.id, accountId, source: 'list' });
      if (enrolled.created)
        await this.audit.record(tx, {
          actorId: actor.accountId,
          action: 'enrolment.enrol-person',
          subjectType: 'enrolment',
          subjectId: enrolled.enrolmentId,
          detail: { class: training.code },
        });
      return enrolled;
    });
  }

  /** Refuses with `enrolment.already-started` once they have begun. */
  async remove(actor: Actor, training: ClassRow, { enrolmentId }: MemberRow): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      if (!(await this.enrolments.withdraw(tx, enrolmentId))) return;
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'enrolment.withdraw-person',
        subjectType: 'enrolment',
        subjectId: enrolmentId,
        detail: { class: training.code },
      });
    });
  }
}
