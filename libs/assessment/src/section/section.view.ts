import { type SectionPlan, sectionAt } from './section-plan.js';

/** The heading of a question: its section and how far it is in it. Null where the quiz is one piece. */
export function sectionView(plan: SectionPlan, position: number) {
  const section = sectionAt(plan, position);
  return (
    section && {
      number: section.number,
      of: plan.sections.length,
      title: section.title,
      instructions: section.instructions,
      place: position - section.first + 1,
      questions: section.last - section.first + 1,
    }
  );
}
