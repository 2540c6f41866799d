export const AUDIENCES = ['official', 'citizen', 'student', 'worker'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A component of a framework; `level` is the level the content aims at, or null. */
export interface Skill {
  framework: string;
  component: string;
  level: number | null;
}

export interface Source {
  title: string;
  url: string;
}

/** What a course says of itself, and what an author edits on one page. */
export interface CourseDetails {
  title: string;
  summary: string;
  audience: Audience[];
  /** Periods (tiết) credited on completion. */
  tiet: number;
  outcomes: string[];
  skills: Skill[];
  sources: Source[];
}
