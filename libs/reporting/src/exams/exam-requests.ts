import { Injectable } from '@nestjs/common';
import { type QuizInfo, Quizzes } from '#assessment';
import type { ClassFacts } from '#enrolment';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { type ReportRequest, ReportRequests } from '../scope/report-request.js';
import type { ReportScope } from '../scope/report-scope.js';
import { ExamFiguresRepository } from './exam-figures.repository.js';
import { ExamLinks } from './exam-links.js';
import type { ExamFilter } from './exam-query.input.js';

export interface ExamRequest extends ReportRequest {
  training: ClassFacts;
  quiz: QuizInfo;
  /** All examinations of the class. */
  quizzes: QuizInfo[];
  links: ExamLinks;
}

/** Turns an address of results into what it is about; what is out of sight is not found. */
@Injectable()
export class ExamRequests {
  constructor(
    private readonly requests: ReportRequests,
    private readonly figures: ExamFiguresRepository,
    private readonly quizzes: Quizzes,
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
    };
  }

  /** Of a class in sight. */
  async quizzesOf(scope: ReportScope, classId: string): Promise<{ training: ClassFacts; ids: string[] }> {
    const { training } = await this.requests.resolve(scope, classId, {
      ...{ unit: undefined, own: undefined, group: undefined, from: undefined, to: undefined },
    });
    return { training: training as ClassFacts, ids: await this.figures.quizzesOf(classId) };
  }
}
