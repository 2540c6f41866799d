import type { DrawRule } from '../attempt/draw.policy.js';
import type { Navigation, QuizSection } from '../quiz/quiz.input.js';

/** A section of every attempt at a quiz: these positions, which count from 1. */
export interface PlannedSection extends QuizSection {
  number: number;
  first: number;
  last: number;
}

/** How attempts at a quiz are divided. */
export interface SectionPlan {
  /** Empty: one piece. */
  sections: PlannedSection[];
  sequential: boolean;
  /** Sections are begun one by one: where nobody goes back, and where one has a time of its own. */
  gated: boolean;
}

interface Divided {
  draw: DrawRule[];
  sections: QuizSection[];
  navigation: Navigation;
}

/** The same for every attempt, since each draws exactly so many questions of each rule, section by section. */
export function planOf({ draw, sections, navigation }: Divided): SectionPlan {
  let last = 0;
  const sequential = navigation === 'sequential';
  const planned = sections.map((section, place): PlannedSection => {
    const first = last + 1;
    for (const rule of draw) if (rule.section === place) last += rule.count;
    return { ...section, number: place + 1, first, last };
  });
  const gated = planned.length > 0 && (sequential || planned.some(({ minutes }) => minutes !== null));
  return { sections: planned, sequential, gated };
}

/** Null where the quiz is one piece. */
export const sectionAt = ({ sections }: SectionPlan, position: number): PlannedSection | null =>
  sections.find(({ last }) => position <= last) ?? null;
