import { Injectable } from '@nestjs/common';
import { type AttemptSummary, plainRules, standingAt, withExtra } from '#assessment';
import { NotFound } from '#platform/errors';
import { type CourseSheet, CourseSheets } from './course-sheets.js';
import { type LearningState, learningState } from './learning-state.policy.js';
import { type MyEnrolment, MyEnrolments } from './my-enrolments.js';

/** One enrolment with its course and where its learner stands. */
export interface LearningOf {
  mine: MyEnrolment;
  sheet: CourseSheet;
  state: LearningState;
  /** At the examination, oldest first. */
  attempts: AttemptSummary[];
}

const NONE = { attempts: [], extraAttempts: 0 };

/** Puts together what the pages of one learner show. */
@Injectable()
export class Learning {
  constructor(
    private readonly enrolments: MyEnrolments,
    private readonly sheets: CourseSheets,
  ) {}

  /** Throws NotFound when it is not this person's. */
  async of(accountId: string, enrolmentId: string): Promise<LearningOf> {
    return this.complete(await this.enrolments.get(accountId, enrolmentId));
  }

  async all(accountId: string): Promise<LearningOf[]> {
    const mine = await this.enrolments.all(accountId);
    return Promise.all(mine.map((each) => this.complete(each)));
  }

  /** A course as this reader sees it: learners the version they study, others the published one. Throws NotFound. */
  async inCourse(slug: string, accountId: string | null) {
    const place = await this.enrolments.inCourse(slug, accountId);
    if (!place) throw new NotFound();
    const { courseId, mine } = place;
    const learning = mine && (await this.complete(mine));
    return { courseId, learning, sheet: learning?.sheet ?? (await this.sheets.get(place.versionId)) };
  }

  private async complete(mine: MyEnrolment): Promise<LearningOf> {
    const sheet = await this.sheets.get(mine.versionId);
    const done = new Set(mine.done);
    const quiz = sheet.exam?.quiz;
    const { attempts, extraAttempts } = quiz ? standingAt(quiz.id, mine.standings) : NONE;
    const state = learningState({
      status: mine.status,
      phase: mine.phase,
      lessons: sheet.lessons,
      done,
      lastLessonKey: mine.lastLessonKey,
      exam: quiz
        ? {
            rules: withExtra(mine.retakes ?? plainRules(quiz.attemptsAllowed), extraAttempts),
            passPercent: quiz.passPercent,
            now: mine.now,
            opensAt: mine.start?.opensAt ?? null,
            passed: mine.passedAt !== null,
            bestScoreBp: mine.bestScoreBp,
            attempts,
          }
        : null,
    });
    return { mine, sheet, state, attempts };
  }
}
