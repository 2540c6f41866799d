import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput } from '#platform/errors';
import type { Actor } from '#platform/http';
import { newId } from '#platform/ids';
import { Classes } from '../classes/classes.js';
import { withFreeCode } from '../classes/plan-rows.js';
import { Programme, type ProgrammeDetails } from './programme.entity.js';
import { ProgrammeScope } from './programme-scope.js';

/** Making, changing, closing and reopening programmes; only those of one's own units. */
@Injectable()
export class Programmes {
  constructor(
    private readonly db: DataSource,
    private readonly scope: ProgrammeScope,
    private readonly classes: Classes,
    private readonly audit: Audit,
  ) {}

  /** `unitId` is one of the actor's units: the caller has looked it up in their scope. */
  async create(actor: Actor, unitId: string, details: ProgrammeDetails): Promise<string> {
    const programme = Object.assign(new Programme(), details, {
      id: newId(),
      ownerUnitId: unitId,
      revision: 1,
    });
    await withFreeCode(() =>
      inTransaction(this.db, async (tx) => {
        await tx.insert(Programme, programme);
        await this.record(tx, 'enrolment.create-programme', programme, actor);
      }),
    );
    return programme.id;
  }

  async change(actor: Actor, id: string, revision: number, details: ProgrammeDetails): Promise<void> {
    await this.scope.toRun(id, actor);
    await withFreeCode(() =>
      inTransaction(this.db, async (tx) => {
        const programme = await this.lock(tx, id);
        if (programme.revision !== revision) throw new DomainError('enrolment.changed-meanwhile');
        if (programme.closedOn) throw new DomainError('enrolment.programme-closed');
        programme.change(details);
        await this.assertHolds(tx, programme);
        await tx.save(Programme, programme);
        await this.record(tx, 'enrolment.change-programme', programme, actor);
      }),
    );
  }

  /** Refuses with `enrolment.programme-runs` while a class of it has not ended. */
  async close(actor: Actor, id: string): Promise<void> {
    await this.scope.toRun(id, actor);
    await inTransaction(this.db, async (tx) => {
      const programme = await this.lock(tx, id);
      const today = await this.classes.today(tx);
      const [running] = (await tx.query(
        `SELECT count(*)::int AS count FROM training_class
         WHERE programme_id = $1 AND closed_on IS NULL AND ends_on >= $2`,
        [id, today],
      )) as { count: number }[];
      if (running!.count > 0) throw new DomainError('enrolment.programme-runs', running);
      if (!programme.close(today, actor.accountId)) return;
      await tx.save(Programme, programme);
      await this.record(tx, 'enrolment.close-programme', programme, actor);
    });
  }

  async reopen(actor: Actor, id: string): Promise<void> {
    await this.scope.toRun(id, actor);
    await inTransaction(this.db, async (tx) => {
      const programme = await this.lock(tx, id);
      if (!programme.reopen()) return;
      await tx.save(Programme, programme);
      await this.record(tx, 'enrolment.reopen-programme', programme, actor);
    });
  }

  private lock(tx: EntityManager, id: string): Promise<Programme> {
    return tx.findOneOrFail(Programme, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Its classes keep their days and groups: a programme that no longer holds them is refused at the field. */
  private async assertHolds(tx: EntityManager, programme: Programme): Promise<void> {
    const classes: { startsOn: string; endsOn: string; group: Parameters<Programme['isFor']>[0] }[] =
      await tx.query(
        `SELECT starts_on::text AS "startsOn", ends_on::text AS "endsOn", target_group AS "group"
       FROM training_class WHERE programme_id = $1`,
        [programme.id],
      );
    const outside = classes.filter(({ startsOn, endsOn }) => !programme.spans(startsOn, endsOn)).length;
    if (outside > 0)
      throw new InvalidInput([
        { field: 'endsOn', code: 'enrolment.classes-outside', params: { count: outside } },
      ]);
    const others = classes.filter(({ group }) => !programme.isFor(group)).length;
    if (others > 0)
      throw new InvalidInput([
        { field: 'targetGroups', code: 'enrolment.groups-in-use', params: { count: others } },
      ]);
  }

  private record(tx: EntityManager, action: string, programme: Programme, actor: Actor): Promise<void> {
    const { code, revision } = programme;
    return this.audit.record(tx, {
      actorId: actor.accountId,
      action,
      subjectType: 'programme',
      subjectId: programme.id,
      detail: { code, revision },
    });
  }
}
