import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttemptItem } from '../attempt/attempt.repository.js';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { maximaOf } from '../grading/grade.policy.js';
import { scoreBySkill } from '../result/skills.js';

/** Marks of one graded attempt on the questions of each component (codes of Circular 02). */
export interface AttemptSkills {
  enrolmentId: string;
  attemptId: string;
  gradeId: string;
  gradedAt: Date;
  /** When the attempt was graded first: a regrade does not make the evidence younger. */
  firstGradedAt: Date;
  /** When the grade was replaced by a newer one; null for the one that counts. */
  replacedAt: Date | null;
  skills: { code: string; units: number; maxUnits: number; questions: number }[];
}

interface Row extends Omit<AttemptSkills, 'skills'> {
  items: AttemptItem[];
  itemUnits: number[];
  dropped: number[];
}

@Injectable()
export class SkillMarks {
  constructor(
    private readonly db: DataSource,
    private readonly questions: QuestionVersions,
  ) {}

  /** Every revision of every grade of these enrolments; practice is no evidence. */
  async of(enrolmentIds: string[]): Promise<AttemptSkills[]> {
    const rows: Row[] = await this.db.query(
      `SELECT a.enrolment_id AS "enrolmentId", a.id AS "attemptId", g.id AS "gradeId", g.graded_at AS "gradedAt",
         lead(g.graded_at) OVER (PARTITION BY a.id ORDER BY g.revision) AS "replacedAt", a.items,
         min(g.graded_at) OVER (PARTITION BY a.id) AS "firstGradedAt", g.item_units AS "itemUnits", g.dropped
       FROM attempt a JOIN grade g ON g.attempt_id = a.id
         JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
       WHERE a.enrolment_id = ANY ($1::uuid[])
       ORDER BY a.id, g.revision`,
      [enrolmentIds],
    );
    const ids = rows.flatMap((row) => row.items.map((item) => item.questionVersionId));
    const known = await this.questions.find([...new Set(ids)]);
    return rows.map(({ items, itemUnits, dropped, ...row }) => {
      const asked = items.map((item) => known.get(item.questionVersionId) as StoredQuestion);
      const maxima = maximaOf(asked, dropped);
      const counted = (code: string) =>
        asked.filter((each, index) => each.componentCode === code && (maxima[index] as number) > 0).length;
      const skills = scoreBySkill(asked, itemUnits, maxima).map((skill) => ({
        ...skill,
        questions: counted(skill.code),
      }));
      return { ...row, skills };
    });
  }
}
