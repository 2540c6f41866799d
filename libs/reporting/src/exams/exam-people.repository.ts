import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BY_NAME } from '../people/people.repository.js';
import type { Conditions } from '../scope/conditions.js';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';
import type { ExamOrder, ExamState } from './exam-query.input.js';

export interface ExamPerson {
  enrolmentId: string;
  accountId: string;
  fullName: string;
  jobTitle: string | null;
  unitName: string | null;
  attempts: number;
  /** The mark that counts, per ten thousand. */
  scoreBp: number | null;
  passed: boolean;
  seconds: number | null;
  submittedAt: Date | null;
  /** By code of the component: marks and full marks. */
  skills: Record<string, [number, number]>;
}

const STATES: Record<ExamState, string> = {
  all: 'true',
  sat: 'r.score_bp IS NOT NULL',
  passed: 'r.passed',
  failed: 'r.score_bp IS NOT NULL AND NOT r.passed',
  'not-sat': 'r.score_bp IS NULL',
};

const ORDER_BY: Record<ExamOrder, string> = {
  name: BY_NAME,
  unit: `u.path, ${BY_NAME}`,
  score: `r.score_bp DESC NULLS LAST, ${BY_NAME}`,
  attempts: `r.attempts DESC, ${BY_NAME}`,
  time: `r.seconds DESC NULLS LAST, ${BY_NAME}`,
  when: `r.submitted_at DESC NULLS LAST, ${BY_NAME}`,
};

/** The rows `r` of an examination that are asked for and in sight; `u` is their unit. */
export const examRows = (filter: ReportFilter, quizId: string, state: ExamState): Conditions =>
  rowsInSight(filter, 'r').add('r.quiz_id = ?', quizId).add('r.living').add(STATES[state]);

export const EXAM_PEOPLE = `exam_result r JOIN enrolment e ON e.id = r.enrolment_id
  JOIN person p ON p.account_id = e.account_id LEFT JOIN unit u ON u.id = r.unit_id`;

const PERSON = `r.enrolment_id AS "enrolmentId", e.account_id AS "accountId", p.full_name AS "fullName", p.job_title AS "jobTitle",
  u.name AS "unitName", r.attempts, r.score_bp AS "scoreBp", r.passed, r.seconds, r.submitted_at AS "submittedAt", r.skills`;

/** The people behind the numbers of an examination: the very rows of which its rollup was added up. */
@Injectable()
export class ExamPeopleRepository {
  constructor(private readonly db: DataSource) {}

  async list(
    filter: ReportFilter,
    quizId: string,
    { state, order, offset, limit }: { state: ExamState; order: ExamOrder; offset: number; limit: number },
  ): Promise<ExamPerson[]> {
    const where = examRows(filter, quizId, state);
    return this.db.query(
      `SELECT ${PERSON} FROM ${EXAM_PEOPLE}
        WHERE ${where.sql} ORDER BY ${ORDER_BY[order]} LIMIT ${limit} OFFSET ${offset}`,
      where.values,
    );
  }

  /** One of them; null when out of sight. */
  async find(filter: ReportFilter, quizId: string, enrolmentId: string): Promise<ExamPerson | null> {
    const where = examRows(filter, quizId, 'all').add('r.enrolment_id = ?', enrolmentId);
    const [found] = (await this.db.query(
      `SELECT ${PERSON} FROM ${EXAM_PEOPLE} WHERE ${where.sql}`,
      where.values,
    )) as ExamPerson[];
    return found ?? null;
  }
}
