import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { TODAY } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { Programme } from '../programmes/programme.entity.js';
import { TrainingClass } from './training-class.entity.js';

/** A class as others need to know it. Days are `YYYY-MM-DD`. */
export interface ClassFacts {
  id: string;
  code: string;
  title: string;
  courseId: string;
  form: TrainingClass['form'];
  targetGroup: TrainingClass['targetGroup'];
  startsOn: string;
  endsOn: string;
  capacity: number | null;
  selfEnrolment: boolean;
  /** When somebody ended it before its last day. */
  closedOn: string | null;
  programme: { id: string; code: string; title: string; year: number; ownerUnitId: string };
}

/** Classes and their programmes. */
@Injectable()
export class Classes {
  constructor(private readonly db: DataSource) {}

  /** Throws {@link NotFound}. */
  async get(classId: string, manager: EntityManager = this.db.manager): Promise<TrainingClass> {
    const found = await manager.findOneBy(TrainingClass, { id: classId });
    if (!found) throw new NotFound();
    return found;
  }

  /** Throws {@link NotFound}. */
  async idByCode(code: string): Promise<string> {
    const found = await this.db.manager.findOneBy(TrainingClass, { code });
    if (!found) throw new NotFound();
    return found.id;
  }

  async facts(classIds: string[]): Promise<Map<string, ClassFacts>> {
    const rows = await this.db.manager
      .createQueryBuilder(TrainingClass, 'c')
      .innerJoinAndMapOne('c.programme', Programme, 'p', 'p.id = c.programmeId')
      .where('c.id = ANY(:classIds)', { classIds })
      .getMany();
    return new Map(rows.map((row) => [row.id, factsOf(row as TrainingClass & { programme: Programme })]));
  }

  /** Today in Viet Nam, by the clock of the database: `YYYY-MM-DD`. */
  async today(manager: Pick<EntityManager, 'query'> = this.db): Promise<string> {
    const [row] = (await manager.query(`SELECT ${TODAY}::text AS day`)) as { day: string }[];
    return row!.day;
  }
}

function factsOf(row: TrainingClass & { programme: Programme }): ClassFacts {
  const { id, code, title, courseId, form, targetGroup, startsOn, endsOn, capacity, selfEnrolment } = row;
  const { programme, closedOn } = row;
  return {
    ...{ id, code, title, courseId, form, targetGroup, startsOn, endsOn, capacity, selfEnrolment },
    closedOn,
    programme: { ...programme },
  };
}
