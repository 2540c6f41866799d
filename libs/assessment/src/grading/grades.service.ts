import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A grade as reactions in other contexts need it. */
export interface GradeInfo {
  id: string;
  attemptId: string;
  quizId: string;
  enrolmentId: string;
  accountId: string;
  /** Which attempt of the learner: 1, 2, … */
  number: number;
  markUnits: number;
  maxUnits: number;
  /** Per ten thousand, rounded down. */
  scoreBp: number;
  passed: boolean;
  /** When the attempt was handed in or closed. */
  submittedAt: Date;
  gradedAt: Date;
}

@Injectable()
export class Grades {
  constructor(private readonly db: DataSource) {}

  /** The valid grades of all attempts of these enrolments, in no particular order. */
  ofEnrolments(
    enrolmentIds: string[],
    tx: Pick<EntityManager, 'query'> = this.db,
  ): Promise<Pick<GradeInfo, 'enrolmentId' | 'quizId' | 'number' | 'scoreBp' | 'passed'>[]> {
    return tx.query(
      `SELECT DISTINCT ON (a.id) a.enrolment_id AS "enrolmentId", a.quiz_id AS "quizId", a.number,
              g.score_bp AS "scoreBp", g.passed
         FROM attempt a JOIN grade g ON g.attempt_id = a.id WHERE a.enrolment_id = ANY ($1::uuid[])
        ORDER BY a.id, g.revision DESC`,
      [enrolmentIds],
    );
  }

  /** Those that exist, in no particular order: for reactions to `AttemptGraded`, whose ids these are. */
  find(ids: string[]): Promise<GradeInfo[]> {
    return this.db.query(
      `SELECT g.id, g.attempt_id AS "attemptId", a.quiz_id AS "quizId", a.enrolment_id AS "enrolmentId",
              a.account_id AS "accountId", a.number, g.mark_units AS "markUnits", g.max_units AS "maxUnits",
              g.score_bp AS "scoreBp", g.passed, a.submitted_at AS "submittedAt", g.graded_at AS "gradedAt"
         FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE g.id = ANY ($1::uuid[])`,
      [ids],
    );
  }
}
