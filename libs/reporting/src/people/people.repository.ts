import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Conditions } from '../scope/conditions.js';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';
import { addState, type State } from './states.js';

export interface ListedPerson {
  enrolmentId: string;
  classId: string;
  fullName: string;
  jobTitle: string | null;
  unitName: string | null;
  lessonsDone: number;
  lessonsTotal: number;
  bestScoreBp: number | null;
  startedAt: Date | null;
  completedAt: Date | null;
  serial: string | null;
}

export const ORDERS = ['name', 'unit', 'score', 'progress'] as const;
export type Order = (typeof ORDERS)[number];

/**
 * Given name first, as Vietnamese lists are read. Word for word the expression of the index person_by_given_name, from
 * which a page of a long list is read without sorting it; the enrolment makes pages steady.
 */
export const BY_NAME = `substring(p.full_name FROM '\\S+$') COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu",
  p.account_id, e.id`;

const ORDER_BY: Record<Order, string> = {
  name: BY_NAME,
  unit: `u.path, ${BY_NAME}`,
  score: `e.best_score_bp DESC NULLS LAST, ${BY_NAME}`,
  progress: `e.lessons_done DESC, ${BY_NAME}`,
};

/** The enrolments behind a number: the very rows of which the rollup was added up. */
@Injectable()
export class PeopleRepository {
  constructor(private readonly db: DataSource) {}

  async count(filter: ReportFilter, state: State): Promise<number> {
    const where = this.where(filter, state);
    const [row] = (await this.db.query(
      `SELECT count(*)::int AS n FROM counted_enrolment c LEFT JOIN unit u ON u.id = c.unit_id WHERE ${where.sql}`,
      where.values,
    )) as { n: number }[];
    return row?.n ?? 0;
  }

  async list(
    filter: ReportFilter,
    state: State,
    { order, offset, limit }: { order: Order; offset: number; limit: number },
  ): Promise<ListedPerson[]> {
    const where = this.where(filter, state);
    return this.db.query(
      `SELECT e.id AS "enrolmentId", e.class_id AS "classId", p.full_name AS "fullName", p.job_title AS "jobTitle",
              u.name AS "unitName", e.lessons_done AS "lessonsDone", e.lessons_total AS "lessonsTotal",
              e.best_score_bp AS "bestScoreBp", e.started_at AS "startedAt", e.completed_at AS "completedAt",
              (SELECT serial FROM certificate k WHERE k.enrolment_id = e.id AND k.status = 'valid' LIMIT 1) AS serial
       FROM counted_enrolment c
       JOIN enrolment e ON e.id = c.enrolment_id
       JOIN person p ON p.account_id = e.account_id
       LEFT JOIN unit u ON u.id = c.unit_id
       WHERE ${where.sql} ORDER BY ${ORDER_BY[order]} LIMIT ${limit} OFFSET ${offset}`,
      where.values,
    );
  }

  private where(filter: ReportFilter, state: State): Conditions {
    return addState(rowsInSight(filter, 'c'), state, filter.from, filter.to);
  }
}
