import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { marksHeldBack, type QuizInfo, Quizzes } from '#assessment';
import type { ClassFacts } from '#enrolment';
import { DomainError, NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { type ReportRequest, ReportRequests } from '../scope/report-request.js';
import { type ReportScope, seesWhole } from '../scope/report-scope.js';
import { ExamFiguresRepository } from './exam-figures.repository.js';
import { ExamLinks } from './exam-links.js';
import type { ExamFilter } from './exam-query.input.js';

export interface ExamRequest extends ReportRequest {
  training: ClassFacts;
  quiz: QuizInfo;
  /** All examinations of the class. */
  quizzes: QuizInfo[];
  links: ExamLinks;
  /** Whether the reader may see marks: who runs the class always, others once learners may. */
  told: boolean;
}

/** Turns an address of results into what it is about; what is out of sight is not found. */
@Injectable()
export class ExamRequests {
  constructor(
    private readonly requests: ReportRequests,
    private readonly figures: ExamFiguresRepository,
    private readonly quizzes: Quizzes,
    private readonly db: DataSource,
  ) {}

  async resolve(
    scope: ReportScope,
    classId: string,
    quizId: string,
    { unit, own, group }: ExamFilter,
  ): Promise<ExamRequest> {
    const request = await this.requests.resolve(scope, classId, {
      ...{ unit, own, group },
      ...{ from: undefined, to: undefined },
    });
    const { training } = request;
    const ids = isUuid(quizId) && training ? await this.figures.quizzesOf(classId) : [];
    if (!training || !ids.includes(quizId)) throw new NotFound();
    const found = new Map((await this.quizzes.findMany(ids)).map((quiz) => [quiz.id, quiz]));
    return {
      ...request,
      training,
      quiz: found.get(quizId) as QuizInfo,
      quizzes: ids.map((id) => found.get(id) as QuizInfo),
      links: new ExamLinks(classId, quizId, { unit, own, group }),
      told: seesWhole(scope, [classId]) || (await this.released(classId)),
    };
  }

  /** The same, for what tells marks. Throws `reporting.results-held-back`. */
  async withMarks(
    scope: ReportScope,
    classId: string,
    quizId: string,
    filter: ExamFilter,
  ): Promise<ExamRequest> {
    const asked = await this.resolve(scope, classId, quizId, filter);
    if (!asked.told) throw new DomainError('reporting.results-held-back', {}, 403);
    return asked;
  }

  private async released(classId: string): Promise<boolean> {
    const [{ heldBack }] = (await this.db.query(`SELECT ${marksHeldBack('$1::uuid')} AS "heldBack"`, [
      classId,
    ])) as [{ heldBack: boolean }];
    return !heldBack;
  }

  /** Of a class in sight. */
  async quizzesOf(scope: ReportScope, classId: string): Promise<{ training: ClassFacts; ids: string[] }> {
    const { training } = await this.requests.resolve(scope, classId, {
      ...{ unit: undefined, own: undefined, group: undefined, from: undefined, to: undefined },
    });
    return { training: training as ClassFacts, ids: await this.figures.quizzesOf(classId) };
  }
}
