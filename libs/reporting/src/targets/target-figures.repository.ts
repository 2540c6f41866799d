import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** People of a unit and of those below it in the classes of one programme. */
export interface ReachedByUnit {
  unitId: string;
  enrolled: number;
  completed: number;
}

/** Sums over the rollup for the units that have a target. */
@Injectable()
export class TargetFiguresRepository {
  constructor(private readonly db: DataSource) {}

  async of(programmeId: string, unitIds: readonly string[]): Promise<Map<string, ReachedByUnit>> {
    const rows: ReachedByUnit[] = await this.db.query(
      `SELECT top.id AS "unitId", sum(r.enrolled)::int AS enrolled, sum(r.completed)::int AS completed
       FROM unit top
         JOIN unit u ON u.path <@ top.path
         JOIN completion_rollup r ON r.unit_id = u.id
         JOIN training_class c ON c.id = r.class_id AND c.programme_id = $1
       WHERE top.id = ANY($2::uuid[]) GROUP BY top.id`,
      [programmeId, unitIds],
    );
    return new Map(rows.map((row) => [row.unitId, row]));
  }
}
