import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { TaskRepository } from '#platform/tasks';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { maxUnitsOf } from '../grading/grade.policy.js';
import { QuizRemedies } from '../grading/quiz-remedies.repository.js';
import { FrozenQuizzes } from '../quiz/frozen-quizzes.repository.js';
import { asksTheSame } from './asks-the-same.js';
import { type Proposal, Regrade } from './regrade.entity.js';
import { PREVIEW_REGRADE, REGRADE_ATTEMPTS } from './regrade-tasks.js';

const TWICE = '23505';

/** Proposing, applying, undoing regrades; each act is recorded, and the work is left to a task, whose id is returned. */
@Injectable()
export class Regrades {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly tasks: TaskRepository,
    private readonly quizzes: FrozenQuizzes,
    private readonly questions: QuestionVersions,
    private readonly remedies: QuizRemedies,
  ) {}

  /** Throws NotFound, InvalidInput, `assessment.regrade-in-force`. Nothing changes but that it is previewed. */
  async propose(proposal: Proposal, by: string): Promise<Regrade> {
    const [regrade] = await this.proposeAll(proposal, [], by);
    return regrade as Regrade;
  }

  /** The same remedy for several quizzes; each is looked at and agreed to by itself. Nothing is kept when one is refused. */
  async proposeAll(proposal: Proposal, quizIds: string[], by: string): Promise<Regrade[]> {
    const proposals = [proposal, ...quizIds.map((quizId) => ({ ...proposal, quizId }))];
    for (const each of proposals) await this.check(each);
    const regrades = proposals.map((each) => Regrade.of(each, by, this.clock.now()));
    await inTransaction(this.db, async (tx) => {
      for (const regrade of regrades) {
        await tx.insert(Regrade, regrade);
        await this.record(tx, 'regrade.propose', regrade, by);
      }
    });
    for (const regrade of regrades) await this.startPreview(regrade, by);
    return regrades;
  }

  /** Counts again what would change: attempts may have come since. */
  async preview(id: string, by: string): Promise<string> {
    const regrade = await this.changing(id, async (found) => found.lookAgain());
    return this.startPreview(regrade, by);
  }

  /** The second person's yes. `by` may not be who proposed it. */
  async apply(id: string, by: string): Promise<string> {
    const regrade = await this.changing(id, async (found, tx) => {
      found.apply(by, this.clock.now());
      await this.record(tx, 'regrade.apply', found, by);
    });
    return this.startWork(regrade, by);
  }

  async undo(id: string, by: string): Promise<string> {
    const regrade = await this.changing(id, async (found, tx) => {
      const task = found.taskId ? await this.tasks.find(found.taskId) : null;
      if (found.status === 'applying' && (task?.status === 'running' || task?.status === 'waiting'))
        throw new DomainError('assessment.regrade-under-way');
      found.undo(by, this.clock.now());
      await this.record(tx, 'regrade.undo', found, by);
    });
    return this.startWork(regrade, by);
  }

  /** Goes on with what stopped half-way. */
  async goOn(id: string, by: string): Promise<string> {
    const regrade = await this.db.manager.findOneBy(Regrade, { id });
    if (regrade?.status !== 'applying' && regrade?.status !== 'undoing')
      throw new DomainError('assessment.regrade-not-under-way');
    return this.startWork(regrade, by);
  }

  async discard(id: string, by: string): Promise<void> {
    await this.changing(id, async (found, tx) => {
      found.discard();
      await this.record(tx, 'regrade.discard', found, by);
    });
  }

  private async check({ quizId, questionVersionId, keyVersionId }: Proposal): Promise<void> {
    const quiz = await this.quizzes.find(quizId);
    if (!quiz?.pool.some(({ versions }) => versions.includes(questionVersionId))) throw new NotFound();
    const found = await this.questions.find([questionVersionId]);
    const given = found.get(questionVersionId) as StoredQuestion;
    if (maxUnitsOf(given) === 0) throw new DomainError('assessment.regrade-ungraded');
    if (keyVersionId && !(await this.isKeyOf(given, keyVersionId)))
      throw new InvalidInput([{ field: 'key', code: 'assessment.regrade-key-differs' }]);
    const [{ taken }] = await this.db.query(
      `SELECT EXISTS (SELECT FROM regrade WHERE quiz_id = $1 AND question_version_id = $2
         AND status IN ('applying', 'applied', 'undoing')) AS taken`,
      [quizId, questionVersionId],
    );
    if (taken) throw new DomainError('assessment.regrade-in-force');
  }

  /** Another version of the same question that asks the same. */
  private async isKeyOf(given: StoredQuestion, keyVersionId: string): Promise<boolean> {
    const related: unknown[] = await this.db.query(
      `SELECT FROM question_version k JOIN question_version g ON g.question_id = k.question_id AND g.id <> k.id
        WHERE g.id = $1 AND k.id = $2`,
      [given.id, keyVersionId],
    );
    if (related.length === 0) return false;
    const found = await this.questions.find([keyVersionId]);
    return asksTheSame(given, found.get(keyVersionId) as StoredQuestion);
  }

  private async startPreview({ id }: Regrade, by: string): Promise<string> {
    return this.keep(id, await this.tasks.start(PREVIEW_REGRADE, { regradeId: id }, by));
  }

  private async startWork({ id, status }: Regrade, by: string): Promise<string> {
    return this.keep(id, await this.tasks.start(REGRADE_ATTEMPTS, { regradeId: id, status }, by));
  }

  private async keep(id: string, taskId: string): Promise<string> {
    await this.db.manager.update(Regrade, { id }, { taskId });
    return taskId;
  }

  /** Alone with the rule of the quiz: grades under way by the older rule are written before. */
  private async changing(
    id: string,
    change: (regrade: Regrade, tx: EntityManager) => Promise<void>,
  ): Promise<Regrade> {
    try {
      return await inTransaction(this.db, async (tx) => {
        const found = await tx.findOneBy(Regrade, { id });
        if (!found) throw new NotFound();
        await this.remedies.lock(tx, found.quizId);
        const regrade = await tx.findOneByOrFail(Regrade, { id });
        await change(regrade, tx);
        return tx.save(regrade);
      });
    } catch (error) {
      if ((error as { code?: string }).code === TWICE) throw new DomainError('assessment.regrade-under-way');
      throw error;
    }
  }

  private record(tx: EntityManager, action: string, regrade: Regrade, actorId: string): Promise<void> {
    const detail = { quiz: regrade.quizId, question: regrade.questionVersionId, remedy: regrade.remedy };
    return this.audit.record(tx, { actorId, action, subjectType: 'regrade', subjectId: regrade.id, detail });
  }
}
