import type { CourseDetails, Skill } from '../version/course-facts.js';
import type { LessonKind } from '../version/lesson.entity.js';
import type { ShownSource } from './foreign-title.js';

/** A version of a course as learners meet it. Never changes once published. */
export interface CourseFacts extends CourseDetails {
  courseId: string;
  versionId: string;
  versionNumber: number;
  slug: string;
  code: string;
  /** Address of the cover picture, or null. */
  cover: string | null;
  sources: ShownSource[];
  publishedAt: Date | null;
}

export interface OutlineLesson {
  id: string;
  /** The same in every version: progress hangs on it. */
  key: string;
  slug: string;
  kind: LessonKind;
  title: string;
  summary: string;
  minutes: number;
  quizId: string | null;
}

export interface OutlineSection {
  id: string;
  title: string;
  summary: string;
  lessons: OutlineLesson[];
}

export interface Outline {
  versionId: string;
  sections: OutlineSection[];
  /** Of kind 'lesson' only: what progress counts. */
  lessonsTotal: number;
  minutesTotal: number;
  /** The examination: the one lesson of kind 'quiz', or null. */
  quiz: OutlineLesson | null;
}

export interface LessonLink {
  slug: string;
  title: string;
  kind: LessonKind;
}

/** A lesson ready to show: `html` is safe and goes into `{{richtext}}`. */
export interface RenderedLesson extends OutlineLesson {
  sectionTitle: string;
  /** 1, 2, 3… among all lessons and quizzes of the version. */
  number: number;
  html: string;
  skills: Skill[];
  sources: ShownSource[];
  previous: LessonLink | null;
  next: LessonLink | null;
}
