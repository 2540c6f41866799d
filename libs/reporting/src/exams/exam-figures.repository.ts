import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Counts, NOTHING } from '../overview/counts.js';
import type { UnitCounts } from '../overview/unit-tree.js';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';

/** Marks of a class on one component of the framework. */
export interface SkillSum {
  code: string;
  units: number;
  full: number;
}

export interface ExamFigures {
  enrolled: number;
  sat: number;
  passed: number;
  attempts: number;
  /** Mean of the marks that count, per ten thousand, rounded down; null while nobody sat. */
  averageBp: number | null;
  /** Mean time of those attempts. */
  seconds: number | null;
  /** People by tenth of the score. */
  tenths: number[];
  /** The weakest first. */
  skills: SkillSum[];
}

/** Sums over the rollup of examinations: what a look costs does not depend on how many have sat. */
@Injectable()
export class ExamFiguresRepository {
  constructor(private readonly db: DataSource) {}

  /** Examinations of a class, by how many are to sit them. */
  async quizzesOf(classId: string): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT quiz_id AS id FROM exam_rollup WHERE class_id = $1 AND measure = 'enrolled'
        GROUP BY quiz_id HAVING sum(amount) > 0 ORDER BY sum(amount) DESC, quiz_id`,
      [classId],
    );
    return rows.map(({ id }) => id);
  }

  async total(filter: ReportFilter, quizId: string): Promise<ExamFigures> {
    const where = rowsInSight(filter, 'r').add('r.quiz_id = ?', quizId);
    const rows: { measure: string; amount: number }[] = await this.db.query(
      `SELECT r.measure, sum(r.amount)::float8 AS amount FROM exam_rollup r LEFT JOIN unit u ON u.id = r.unit_id
        WHERE ${where.sql} GROUP BY r.measure`,
      where.values,
    );
    return figuresOf(new Map(rows.map(({ measure, amount }) => [measure, amount])));
  }

  /** Those of each unit's own people. */
  async units(filter: ReportFilter, quizId: string): Promise<UnitCounts[]> {
    const where = rowsInSight(filter, 'r')
      .add('r.quiz_id = ?', quizId)
      .add(`r.measure IN ('enrolled', 'sat', 'passed', 'score')`);
    const sum = (measure: string) =>
      `coalesce(sum(r.amount) FILTER (WHERE r.measure = '${measure}'), 0)::float8`;
    const rows: (Pick<Counts, 'enrolled' | 'passed' | 'scoreCount' | 'scoreSum'> & {
      path: string | null;
    })[] = await this.db.query(
      `SELECT u.path::text AS path, ${sum('enrolled')} AS enrolled, ${sum('passed')} AS passed,
              ${sum('sat')} AS "scoreCount", ${sum('score')} AS "scoreSum"
         FROM exam_rollup r LEFT JOIN unit u ON u.id = r.unit_id
        WHERE ${where.sql} GROUP BY u.path HAVING ${sum('enrolled')} > 0`,
      where.values,
    );
    return rows.map(({ path, ...counts }) => ({ path, counts: { ...NOTHING, ...counts } }));
  }
}

/** From sums by measure. */
export function figuresOf(sums: ReadonlyMap<string, number>): ExamFigures {
  const of = (measure: string) => sums.get(measure) ?? 0;
  const mean = (measure: string) => (of('sat') === 0 ? null : Math.floor(of(measure) / of('sat')));
  const codes = [...sums.keys()].flatMap((name) => (name.startsWith('full:') ? [name.slice(5)] : []));
  return {
    enrolled: of('enrolled'),
    sat: of('sat'),
    passed: of('passed'),
    attempts: of('attempts'),
    averageBp: mean('score'),
    seconds: mean('seconds'),
    tenths: Array.from({ length: 10 }, (_, tenth) => of(`tenth:${tenth}`)),
    skills: codes
      .map((code) => ({ code, units: of(`units:${code}`), full: of(`full:${code}`) }))
      .filter(({ full }) => full > 0)
      .sort(
        (a, b) =>
          a.units / a.full - b.units / b.full || a.code.localeCompare(b.code, 'vi', { numeric: true }),
      ),
  };
}
