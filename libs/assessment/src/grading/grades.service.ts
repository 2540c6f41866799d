import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A grade as reactions in other contexts need it. */
export interface GradeInfo {
  id: string;
  attemptId: string;
  quizId: string;
  enrolmentId: string;
  accountId: string;
  /** 1, 2, …: regrades make new ones. */
  revision: number;
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

/** The grade of an attempt that counts now. */
export interface ValidGrade {
  enrolmentId: string;
  quizId: string;
  /** Which attempt of the learner: 1, 2, … */
  number: number;
  scoreBp: number;
  passed: boolean;
  gradedAt: Date;
  /** Of an attempt that passes: since its first grade that said so; else since its first grade. */
  since: Date;
}

@Injectable()
export class Grades {
  constructor(private readonly db: DataSource) {}

  /** The valid grades of all examinations of these enrolments, in no particular order. */
  ofEnrolments(enrolmentIds: string[], tx: Pick<EntityManager, 'query'> = this.db): Promise<ValidGrade[]> {
    return tx.query(
      `SELECT a.enrolment_id AS "enrolmentId", a.quiz_id AS "quizId", a.number, g.score_bp AS "scoreBp", g.passed,
              g.graded_at AS "gradedAt", CASE WHEN g.passed THEN g.first_pass ELSE g.first END AS since
         FROM attempt a JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
         JOIN LATERAL (SELECT score_bp, passed, graded_at, min(graded_at) OVER () AS first,
                              min(graded_at) FILTER (WHERE passed) OVER () AS first_pass
                         FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1) g ON true
        WHERE a.enrolment_id = ANY ($1::uuid[])`,
      [enrolmentIds],
    );
  }

  /** Those that exist and are of examinations in an enrolment, in no particular order: for reactions to `AttemptGraded`, whose ids these are. */
  find(ids: string[]): Promise<GradeInfo[]> {
    return this.db.query(
      `SELECT g.id, g.attempt_id AS "attemptId", a.quiz_id AS "quizId", a.enrolment_id AS "enrolmentId",
              a.account_id AS "accountId", g.revision, a.number, g.mark_units AS "markUnits", g.max_units AS "maxUnits",
              g.score_bp AS "scoreBp", g.passed, a.submitted_at AS "submittedAt", g.graded_at AS "gradedAt"
         FROM grade g JOIN attempt a ON a.id = g.attempt_id
         JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
        WHERE g.id = ANY ($1::uuid[]) AND a.enrolment_id IS NOT NULL`,
      [ids],
    );
  }
}
