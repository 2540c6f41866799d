import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { UNITS_PER_MARK } from '../question-types/index.js';

export interface SkillScore {
  code: string;
  units: number;
  maxUnits: number;
  questions: number;
}

/** Marks by framework component, in the order of their codes; questions that map to none are left out. */
export function scoreBySkill(questions: StoredQuestion[], itemUnits: number[]): SkillScore[] {
  const skills = new Map<string, SkillScore>();
  questions.forEach(({ componentCode: code }, index) => {
    if (!code) return;
    const skill = skills.get(code) ?? { code, units: 0, maxUnits: 0, questions: 0 };
    skill.units += itemUnits[index] ?? 0;
    skill.maxUnits += UNITS_PER_MARK;
    skill.questions += 1;
    skills.set(code, skill);
  });
  return [...skills.values()].sort((a, b) => a.code.localeCompare(b.code, 'vi', { numeric: true }));
}

/** `sure` from 90% of the marks, `good` from 70%, else `review`. */
export function verdictOf({ units, maxUnits }: SkillScore): 'sure' | 'good' | 'review' {
  if (units * 10 >= maxUnits * 9) return 'sure';
  return units * 10 >= maxUnits * 7 ? 'good' : 'review';
}

/** Lessons behind questions that were not fully right, those with most of them first. */
export function lessonsToReview(questions: StoredQuestion[], itemUnits: number[]) {
  const lost = new Map<string, number>();
  questions.forEach(({ lessonSlug }, index) => {
    if (lessonSlug && (itemUnits[index] ?? 0) < UNITS_PER_MARK)
      lost.set(lessonSlug, (lost.get(lessonSlug) ?? 0) + 1);
  });
  return [...lost]
    .map(([slug, count]) => ({ slug, count }))
    .sort((a, b) => b.count - a.count || a.slug.localeCompare(b.slug));
}
