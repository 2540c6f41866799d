import type { Framework } from '#competency';
import { newMarks } from '#platform/views';
import type { CourseSheet } from '../learning/course-sheets.js';
import type { LearningOf } from '../learning/learning.js';
import type { LearningState } from '../learning/learning-state.policy.js';
import type { MyEnrolment } from '../learning/my-enrolments.js';
import { vietnamDay } from '../learning/words.js';
import type { Opening } from './openings.js';

/** Stand for the reader's enrolment and for their last attempt at the examination. */
export const MARKS = newMarks('enrolment', 'attempt');

/**
 * All that the page of a course depends on besides the version it shows: plain values, and none by which its reader
 * could be told from another who is equally far. Readers alike in this are shown the same page but for its marks.
 */
export interface CourseFacets {
  learning: LearningFacets | null;
  openings: Opening[];
  learners: { count: number; at: number };
  signedIn: boolean;
}

export interface LearningFacets {
  mine: Pick<
    MyEnrolment,
    'id' | 'status' | 'phase' | 'form' | 'source' | 'startsOn' | 'endsOn' | 'daysLeft' | 'done'
  > & {
    /** Who named the learner, and when (21/11/2026), as long as they have not begun. */
    named: { unit: string | null; on: string } | null;
  };
  state: LearningState;
}

/** What the page of a course is made of, for a visitor or for one of its learners. */
export interface CoursePageModel extends CourseFacets {
  sheet: CourseSheet;
  frameworks: ReadonlyMap<string, Framework>;
}

/** `unit` is the name of the unit that nominated the learner. */
export function facetsOf({ mine, state }: LearningOf, unit: string | null): LearningFacets {
  const { status, phase, form, source, startsOn, endsOn, daysLeft, done } = mine;
  const { exam, next } = state;
  const attemptId = MARKS.attempt;
  return {
    mine: {
      ...{ id: MARKS.enrolment, status, phase, form, source, startsOn, endsOn, daysLeft },
      done: done.toSorted(),
      named: status === 'enrolled' ? { unit, on: vietnamDay(mine.enrolledAt) } : null,
    },
    state: {
      ...state,
      exam: exam && { ...exam, attemptId: exam.attemptId && attemptId },
      next: 'attemptId' in next ? { ...next, attemptId } : next,
    },
  };
}
