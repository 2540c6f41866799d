import type { StoredQuestion } from '../bank/question-versions.repository.js';

export interface SkillScore {
  code: string;
  units: number;
  maxUnits: number;
}

/** Marks by framework component, in the order of their codes; questions that map to none, or do not count, are left out. `maxima`: full marks of each. */
export function scoreBySkill(
  questions: StoredQuestion[],
  itemUnits: number[],
  maxima: number[],
): SkillScore[] {
  const skills = new Map<string, SkillScore>();
  questions.forEach((question, index) => {
    const code = question.componentCode;
    const max = maxima[index] as number;
    if (!code || max === 0) return;
    const skill = skills.get(code) ?? { code, units: 0, maxUnits: 0 };
    skill.units += itemUnits[index] ?? 0;
    skill.maxUnits += max;
    skills.set(code, skill);
  });
  return [...skills.values()].sort((a, b) => a.code.localeCompare(b.code, 'vi', { numeric: true }));
}

/** `sure` from 90% of the marks, `good` from 70%, else `review`. */
export function verdictOf({ units, maxUnits }: SkillScore): 'sure' | 'good' | 'review' {
  if (units * 10 >= maxUnits * 9) return 'sure';
  return units * 10 >= maxUnits * 7 ? 'good' : 'review';
}

/** Lessons behind questions that were not fully right, those with most of them first; of one component, if given. */
export function lessonsToReview(
  questions: StoredQuestion[],
  itemUnits: number[],
  maxima: number[],
  component?: string,
) {
  const lost = new Map<string, number>();
  questions.forEach((question, index) => {
    const { lessonSlug } = question;
    if (component !== undefined && question.componentCode !== component) return;
    if (lessonSlug && (itemUnits[index] ?? 0) < (maxima[index] as number))
      lost.set(lessonSlug, (lost.get(lessonSlug) ?? 0) + 1);
  });
  return [...lost]
    .map(([slug, count]) => ({ slug, count }))
    .sort((a, b) => b.count - a.count || a.slug.localeCompare(b.slug));
}
