import { Injectable } from '@nestjs/common';
import { type AttemptSummary, Attempts, plainRules, type Standing, withExtra } from '#assessment';
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

const NONE: Standing = { attempts: [], extraAttempts: 0 };

/** Puts together what the pages of one learner show. */
@Injectable()
export class Learning {
  constructor(
    private readonly enrolments: MyEnrolments,
    private readonly sheets: CourseSheets,
    private readonly attempts: Attempts,
  ) {}

  /** Throws NotFound when it is not this person's. */
  async of(accountId: string, enrolmentId: string): Promise<LearningOf> {
    return this.complete(await this.enrolments.get(accountId, enrolmentId));
  }

  async all(accountId: string): Promise<LearningOf[]> {
    const mine = await this.enrolments.all(accountId);
    return Promise.all(mine.map((each) => this.complete(each)));
  }

  async ofCourse(accountId: string, courseId: string): Promise<LearningOf | null> {
    const mine = await this.enrolments.ofCourse(accountId, courseId);
    return mine && this.complete(mine);
  }

  private async complete(mine: MyEnrolment): Promise<LearningOf> {
    const sheet = await this.sheets.get(mine.versionId);
    const done = new Set(mine.done);
    const quiz = sheet.exam?.quiz;
    // Nobody has attempts before the lessons are done: most pages need not ask.
    const asks = quiz && sheet.lessons.every((lesson) => done.has(lesson.key));
    const { attempts, extraAttempts } = asks ? await this.attempts.standing(mine.id, quiz.id) : NONE;
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
            passed: mine.passedAt !== null,
            bestScoreBp: mine.bestScoreBp,
            attempts,
          }
        : null,
    });
    return { mine, sheet, state, attempts };
  }
}
