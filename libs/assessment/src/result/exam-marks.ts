import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AttemptItem } from '../attempt/attempt.repository.js';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { maximaOf } from '../grading/grade.policy.js';
import { type SkillScore, scoreBySkill } from './skills.js';

/** A graded attempt at an examination with the grade that counts now. */
export interface ExamMark {
  enrolmentId: string;
  attemptId: string;
  quizId: string;
  /** Which attempt of the learner: 1, 2, … */
  number: number;
  /** Per ten thousand, rounded down. */
  scoreBp: number;
  passed: boolean;
  /** Of the quiz. */
  passPercent: number;
  /** From the start to the end, without pauses. */
  seconds: number;
  submittedAt: Date;
  submittedBy: 'learner' | 'deadline' | 'invigilator';
  /** How many grades it has had; regrades make new ones. */
  revisions: number;
  /** Marks by component of the framework. */
  skills: SkillScore[];
}

type Row = Omit<ExamMark, 'skills'> & { items: AttemptItem[]; itemUnits: number[]; dropped: number[] };

/** Marks of examinations for views of classes and units. */
@Injectable()
export class ExamMarks {
  constructor(
    private readonly db: DataSource,
    private readonly questions: QuestionVersions,
  ) {}

  /** By enrolment and number of the attempt. */
  async of(enrolmentIds: string[], tx: Pick<EntityManager, 'query'> = this.db): Promise<ExamMark[]> {
    const rows: Row[] = await tx.query(
      `SELECT a.enrolment_id AS "enrolmentId", a.id AS "attemptId", a.quiz_id AS "quizId", a.number, a.items,
              q.pass_percent AS "passPercent", g.score_bp AS "scoreBp", g.passed, g.item_units AS "itemUnits", g.dropped,
              g.revision AS revisions, a.submitted_at AS "submittedAt", a.submitted_by AS "submittedBy",
              greatest(0, extract(epoch FROM a.submitted_at - a.started_at - coalesce(
                (SELECT sum(p.resumed_at - p.paused_at) FROM attempt_pause p WHERE p.attempt_id = a.id),
                interval '0')))::int AS seconds
         FROM attempt a JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
         JOIN LATERAL (SELECT * FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1) g ON true
        WHERE a.enrolment_id = ANY ($1::uuid[]) ORDER BY a.enrolment_id, a.quiz_id, a.number`,
      [enrolmentIds],
    );
    const asked = rows.flatMap(({ items }) => items.map(({ questionVersionId }) => questionVersionId));
    const known = await this.questions.find(asked);
    return rows.map(({ items, itemUnits, dropped, ...row }) => {
      const questions = items.map(({ questionVersionId }) => known.get(questionVersionId) as StoredQuestion);
      return { ...row, skills: scoreBySkill(questions, itemUnits, maximaOf(questions, dropped)) };
    });
  }
}
