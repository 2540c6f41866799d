import type { EntityManager } from 'typeorm';
import { makeBareQuiz } from '#assessment/testing';
import { newId } from '#platform/ids';

const MARK = 138_600;

/** An examination with two questions a component, its rules and its grades, written straight into the tables. */
export class SkillExamination {
  private constructor(
    private readonly db: Pick<EntityManager, 'query'>,
    private readonly courseId: string,
    private readonly quizId: string,
    private readonly questions: readonly string[],
  ) {}

  static async of(
    db: Pick<EntityManager, 'query'>,
    courseId: string,
    components: readonly string[],
  ): Promise<SkillExamination> {
    const quizId = await makeBareQuiz(db);
    const questions: string[] = [];
    for (const [index, component] of components.flatMap((each) => [each, each]).entries()) {
      const [question, version] = [newId(), newId()];
      await db.query(
        'INSERT INTO question (id, bank_id, external_id) SELECT $1, bank_id, $2 FROM quiz WHERE id = $3',
        [question, `q${index}`, quizId],
      );
      await db.query(
        `INSERT INTO question_version (id, question_id, version, type, stem, body, component_code, status)
         VALUES ($1, $2, 1, 'single', 'Câu', '{"options": []}', $3, 'reviewed')`,
        [version, question, component],
      );
      questions.push(version);
    }
    return new SkillExamination(db, courseId, quizId, questions);
  }

  /** Approved: two right questions of the component show the level. */
  async rule(
    component: string,
    level: number,
    demonstration: boolean,
    people: readonly string[],
  ): Promise<void> {
    await this.db.query(
      `INSERT INTO award_rule (id, code, version, status, title, legal_basis, course_id, basis, percent, min_questions,
         framework_version_id, component_code, level, demonstration, created_by, approved_by, approved_at)
       SELECT $1, 'qt-' || $2, 1, 'approved', 'Quy tắc thử', 'Quyết định thử', $3, 'examination', 100, 2, v.id, $2, $4,
              $5, $6, $7, now() - interval '1 day'
         FROM framework_version v JOIN framework f ON f.id = v.framework_id
        WHERE f.code = 'tt02-2025' AND v.status = 'in-force'`,
      [newId(), component, this.courseId, level, demonstration, people[0], people[1]],
    );
  }

  /** `right` of each question in order; returns the attempt. */
  async sit(enrolmentId: string, right: readonly boolean[]): Promise<string> {
    const id = newId();
    const items = this.questions.map((questionVersionId) => ({ questionVersionId, options: [] }));
    await this.db.query(
      `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, status, items, seed, deadline_at, submitted_at,
         submitted_by)
       SELECT $1, $2, account_id, id, 1, 'graded', $4, '00', now(), now(), 'learner' FROM enrolment WHERE id = $3`,
      [id, this.quizId, enrolmentId, JSON.stringify(items)],
    );
    await this.grade(id, 1, right);
    return id;
  }

  async grade(attemptId: string, revision: number, right: readonly boolean[]): Promise<void> {
    const units = right.map((each): number => (each ? MARK : 0));
    await this.db.query(
      `INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units, graded_at)
       VALUES ($1, $2, $3, $4, $5, 9458, true, $6, date_trunc('milliseconds', clock_timestamp()))`,
      [
        ...[newId(), attemptId, revision, units.reduce((sum, each) => sum + each, 0)],
        ...[right.length * MARK, JSON.stringify(units)],
      ],
    );
  }
}
