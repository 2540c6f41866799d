import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import type { Actor } from '#platform/http';
import { newId } from '#platform/ids';
import { Programme } from '../programmes/programme.entity.js';
import { ProgrammeScope } from '../programmes/programme-scope.js';
import { ClassScope } from './class-scope.js';
import { Classes } from './classes.js';
import { withFreeCode } from './plan-rows.js';
import { type ClassDetails, TrainingClass } from './training-class.entity.js';

/** Making, changing, closing and reopening classes; only in programmes that one runs, or in one's own units. */
@Injectable()
export class ClassDesk {
  constructor(
    private readonly db: DataSource,
    private readonly programmes: ProgrammeScope,
    private readonly scope: ClassScope,
    private readonly classes: Classes,
    private readonly audit: Audit,
  ) {}

  async create(actor: Actor, programmeId: string, details: ClassDetails): Promise<string> {
    await this.programmes.toRun(programmeId, actor);
    const training = Object.assign(new TrainingClass(), details, { id: newId(), programmeId, revision: 1 });
    await withFreeCode(() =>
      inTransaction(this.db, async (tx) => {
        await this.assertInProgramme(tx, training);
        await this.assertCourse(tx, details.courseId);
        await tx.insert(TrainingClass, training);
        await this.record(tx, 'enrolment.create-class', training, actor);
      }),
    );
    return training.id;
  }

  async change(actor: Actor, id: string, revision: number, details: ClassDetails): Promise<void> {
    await this.scope.toRun(id, actor);
    await withFreeCode(() =>
      inTransaction(this.db, async (tx) => {
        const training = await this.lock(tx, id);
        if (training.revision !== revision) throw new DomainError('enrolment.changed-meanwhile');
        if (training.closedOn) throw new DomainError('enrolment.class-closed');
        if (training.courseId !== details.courseId) await this.assertCourse(tx, details.courseId);
        training.assertFits(details, await this.taken(tx, id), await this.classes.today(tx));
        training.change(details);
        await this.assertInProgramme(tx, training);
        await tx.save(TrainingClass, training);
        await this.record(tx, 'enrolment.change-class', training, actor);
      }),
    );
  }

  async close(actor: Actor, id: string): Promise<void> {
    await this.scope.toRun(id, actor);
    await inTransaction(this.db, async (tx) => {
      const training = await this.lock(tx, id);
      if (!training.close(await this.classes.today(tx), actor.accountId)) return;
      await tx.save(TrainingClass, training);
      await this.record(tx, 'enrolment.close-class', training, actor);
    });
  }

  /** Refuses with `enrolment.programme-closed` while its programme is closed. */
  async reopen(actor: Actor, id: string): Promise<void> {
    await this.scope.toRun(id, actor);
    await inTransaction(this.db, async (tx) => {
      const training = await this.lock(tx, id);
      await this.openProgramme(tx, training.programmeId);
      if (!training.reopen()) return;
      await tx.save(TrainingClass, training);
      await this.record(tx, 'enrolment.reopen-class', training, actor);
    });
  }

  private lock(tx: EntityManager, id: string): Promise<TrainingClass> {
    return tx.findOneOrFail(TrainingClass, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Locked against being closed or shortened meanwhile. */
  private async openProgramme(tx: EntityManager, id: string): Promise<Programme> {
    const programme = await tx.findOne(Programme, { where: { id }, lock: { mode: 'pessimistic_read' } });
    if (!programme) throw new NotFound();
    if (programme.closedOn) throw new DomainError('enrolment.programme-closed');
    return programme;
  }

  private async assertInProgramme(tx: EntityManager, training: TrainingClass): Promise<void> {
    const programme = await this.openProgramme(tx, training.programmeId);
    const { startsOn, endsOn, targetGroup } = training;
    if (!programme.isFor(targetGroup))
      throw new InvalidInput([{ field: 'targetGroup', code: 'enrolment.group-outside' }]);
    if (programme.spans(startsOn, endsOn)) return;
    const field = programme.startsOn && startsOn < programme.startsOn ? 'startsOn' : 'endsOn';
    const day = (text: string | null) => (text ?? '').split('-').reverse().join('/');
    const params = { from: day(programme.startsOn), to: day(programme.endsOn) };
    throw new InvalidInput([{ field, code: 'enrolment.days-outside', params }]);
  }

  private async assertCourse(tx: EntityManager, courseId: string): Promise<void> {
    const published: unknown[] = await tx.query(
      `SELECT 1 FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
       WHERE c.id = $1 AND c.archived_at IS NULL`,
      [courseId],
    );
    if (published.length === 0)
      throw new InvalidInput([{ field: 'courseId', code: 'enrolment.course-missing' }]);
  }

  private async taken(tx: EntityManager, id: string): Promise<{ enrolled: number; started: number }> {
    const [row] = (await tx.query(
      `SELECT count(*)::int AS enrolled, count(started_at)::int AS started
       FROM enrolment WHERE class_id = $1 AND status <> 'withdrawn'`,
      [id],
    )) as { enrolled: number; started: number }[];
    return row!;
  }

  private record(tx: EntityManager, action: string, training: TrainingClass, actor: Actor): Promise<void> {
    const { code, revision } = training;
    return this.audit.record(tx, {
      actorId: actor.accountId,
      action,
      subjectType: 'class',
      subjectId: training.id,
      detail: { code, revision },
    });
  }
}
