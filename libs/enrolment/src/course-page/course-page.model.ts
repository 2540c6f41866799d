import type { Framework } from '#competency';
import type { CourseSheet } from '../learning/course-sheets.js';
import type { LearningOf } from '../learning/learning.js';
import type { Opening } from './openings.js';

/** What the page of a course is made of, for a visitor or for one of its learners. */
export interface CoursePageModel {
  sheet: CourseSheet;
  frameworks: Map<string, Framework>;
  learning: LearningOf | null;
  openings: Opening[];
  unitName: string | null;
  learners: { count: number; at: Date };
  signedIn: boolean;
}
