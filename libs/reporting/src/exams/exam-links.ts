import type { ExamFilter, ExamState } from './exam-query.input.js';

type Extra = Record<string, string | number | undefined>;

/** Addresses of the results of one examination in one class, which carry their filters from one to the next. */
export class ExamLinks {
  private readonly base: string;

  constructor(
    classId: string,
    quizId: string,
    private readonly filter: ExamFilter,
  ) {
    this.base = `/reports/classes/${classId}/exams/${quizId}`;
  }

  overview(changed: Extra = {}): string {
    return address(this.base, { ...this.filter, ...changed });
  }

  people(state: ExamState, changed: Extra = {}): string {
    return address(`${this.base}/people`, { ...this.filter, state, ...changed });
  }

  person(enrolmentId: string): string {
    return `${this.base}/people/${enrolmentId}`;
  }

  answers(enrolmentId: string, attemptId: string): string {
    return `${this.person(enrolmentId)}/attempts/${attemptId}`;
  }

  exports(): string {
    return `${this.base}/exports`;
  }
}

function address(path: string, query: Extra): string {
  const words = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') words.set(key, String(value));
  return words.size > 0 ? `${path}?${words}` : path;
}
