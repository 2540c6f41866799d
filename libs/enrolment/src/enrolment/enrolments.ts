import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, NotFound } from '#platform/errors';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import { Classes } from '../classes/classes.js';
import type { TargetGroup } from '../classes/training-class.entity.js';
import { Enrolment, type EnrolmentSource } from './enrolment.entity.js';
import { EnrolmentRows } from './enrolment-rows.js';

export interface EnrolOne {
  classId: string;
  accountId: string;
  source: EnrolmentSource;
  importId?: string;
}

/** Who is to be enrolled; unit and group are kept as they are on this day. The group defaults to the class's. */
export interface Nominee {
  accountId: string;
  unitId: string | null;
  targetGroup?: TargetGroup;
}

export interface Enrolled {
  accountId: string;
  enrolmentId: string;
  /** False when the person was in the class already. */
  created: boolean;
}

/** Puts people into classes and, before they begin, takes them out again. All in the caller's transaction. */
@Injectable()
export class Enrolments {
  constructor(
    private readonly classes: Classes,
    private readonly rows: EnrolmentRows,
    private readonly outbox: Outbox,
  ) {}

  /** One person, with the unit and group of their profile. Refuses when the class is full, closed or not theirs. */
  async enrol(tx: EntityManager, { classId, accountId, source, importId }: EnrolOne): Promise<Enrolled> {
    const nominee = await this.rows.nominee(tx, accountId);
    if (!nominee) throw new NotFound();
    const options = importId ? { source, importId } : { source };
    const [enrolled] = await this.enrolMany(tx, classId, [nominee], options);
    return enrolled!;
  }

  /**
   * Many people at once, in a few statements. Those already in the class stay as they are (`created: false`).
   * Refuses the whole batch, with nothing written, when it does not fit into the class.
   */
  async enrolMany(
    tx: EntityManager,
    classId: string,
    nominees: Nominee[],
    { source, importId }: { source: EnrolmentSource; importId?: string },
  ): Promise<Enrolled[]> {
    if (nominees.length === 0) return [];
    const training = await this.rows.lockClass(tx, classId);
    training.assertAdmits(source, await this.classes.today(tx));
    const version = await this.rows.publishedVersion(tx, training.courseId);
    if (!version) throw new DomainError('enrolment.course-unpublished');
    const accountIds = [...new Set(nominees.map((each) => each.accountId))];
    if (training.capacity !== null) {
      const { taken, already } = await this.rows.count(tx, classId, accountIds);
      training.assertRoomFor(accountIds.length - already, taken);
    }
    const created = await this.rows.insert(
      tx,
      nominees.map((each) => ({
        ...each,
        id: newId(),
        classId,
        targetGroup: each.targetGroup ?? training.targetGroup,
        source,
        importId: importId ?? null,
        version,
      })),
    );
    await this.outbox.write(tx, 'EnrolmentCreated', ...created);
    const living = await this.rows.living(tx, classId, accountIds);
    const isNew = new Set(created);
    return accountIds.map((accountId) => {
      const enrolmentId = living.get(accountId)!;
      return { accountId, enrolmentId, created: isNew.has(enrolmentId) };
    });
  }

  /** Places left in a class; null when it has no limit. A batch may still find fewer when it comes to it. */
  async placesLeft(tx: EntityManager, classId: string): Promise<number | null> {
    const training = await this.classes.get(classId, tx);
    if (training.capacity === null) return null;
    return training.placesLeft((await this.rows.count(tx, classId, [])).taken);
  }

  /**
   * Takes one person out again; false when they were out already. Refuses with `enrolment.already-started` once
   * they have begun.
   */
  async withdraw(tx: EntityManager, enrolmentId: string): Promise<boolean> {
    const enrolment = await tx.findOne(Enrolment, {
      where: { id: enrolmentId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!enrolment) throw new NotFound();
    if (enrolment.status === 'withdrawn') return false;
    enrolment.withdraw(new Date());
    await this.rows.withdraw(tx, [enrolmentId]);
    await this.outbox.write(tx, 'EnrolmentWithdrawn', enrolmentId);
    return true;
  }

  /**
   * Undoes an import: everybody it enrolled is withdrawn. Refuses with `enrolment.import-started` when somebody
   * has begun. Returns the ids of the withdrawn enrolments.
   */
  async withdrawUnstarted(tx: EntityManager, importId: string): Promise<string[]> {
    const imported = await this.rows.lockImported(tx, importId);
    const started = imported.filter((each) => each.startedAt !== null);
    if (started.length > 0) throw new DomainError('enrolment.import-started', { count: started.length });
    const ids = imported.map((each) => each.id);
    await this.rows.withdraw(tx, ids);
    await this.outbox.write(tx, 'EnrolmentWithdrawn', ...ids);
    return ids;
  }

  /**
   * Forgets the withdrawn enrolments of people who are in no class and never began, so that their accounts can be
   * removed. Returns those people.
   */
  async forget(tx: EntityManager, accountIds: string[]): Promise<string[]> {
    const learning = await this.rows.learning(tx, accountIds);
    const free = accountIds.filter((id) => !learning.has(id));
    await this.rows.forgetWithdrawn(tx, free);
    return free;
  }
}
