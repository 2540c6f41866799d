import type { Translate } from '#platform/i18n';
import type { CourseSheet } from '../learning/course-sheets.js';
import { requirementsOf } from '../learning/requirements.view.js';
import { durationText } from '../learning/words.js';
import type { CoursePageModel } from './course-page.model.js';
import { type StartCard, startCard } from './start-card.view.js';

/** The page of a course, for a visitor or for one of its learners. */
export function coursePageView(model: CoursePageModel, t: Translate) {
  const { sheet, learning, openings, learners } = model;
  const { facts, outline } = sheet;
  const forms = new Set(learning ? [learning.mine.form] : openings.map((each) => each.form));
  const card: StartCard = startCard(model, t);
  return {
    slug: facts.slug,
    title: facts.title,
    lead: facts.summary,
    breadcrumb: [{ href: '/courses', label: t('enrolment.courses') }, { label: facts.title }],
    audience: facts.audience.map((each) => t(`enrolment.audience.${each}`)),
    forms: [...forms].map((form) => ({ ...FORM_ICONS[form], label: t(`enrolment.form.${form}`) })),
    learners: learners.count > 0 ? learners : null,
    outcomes: facts.outcomes,
    skills: skillsOf(model, t),
    skillsNote: skillsNoteOf(model, t),
    sections: outline.sections.map((section, index) => sectionView(model, section, index, t)),
    exam: sheet.exam && {
      title: sheet.exam.lesson.title,
      note: t('enrolment.course.exam-note', examParams(sheet, learning)),
      opens: t('enrolment.course.exam-opens', { count: sheet.lessons.length }),
    },
    conditions: requirementsOf(sheet, learning?.state ?? null, t),
    enrolled: learning !== null,
    sources: facts.sources,
    version: facts.publishedAt && { number: facts.versionNumber, at: facts.publishedAt },
    card,
  };
}

const FORM_ICONS = {
  online: { icon: 'wifi' },
  'in-person': { icon: 'map-pin' },
  hybrid: { icon: 'monitor-smartphone' },
};

/** Whoever is in a class reads what that class rules. */
const examParams = ({ exam }: CourseSheet, learning: CoursePageModel['learning']) => ({
  questions: exam?.quiz.questions ?? 0,
  minutes: exam?.quiz.minutes ?? 0,
  attempts: learning?.state.exam?.rules.attempts ?? exam?.quiz.attemptsAllowed ?? 0,
  pass: exam?.quiz.passPercent ?? 0,
});

/** A level is only what the content aims at; awarding one takes an approved rule. */
function skillsOf({ sheet, frameworks }: CoursePageModel, t: Translate) {
  return sheet.facts.skills.map(({ framework, component, level }) => {
    const known = frameworks.get(framework);
    const proficiency = level === null ? null : (known?.level(level)?.proficiency ?? null);
    return {
      code: component,
      label: known?.component(component)?.name ?? component,
      aim: level === null ? null : t('enrolment.course.aims-at', { level }),
      proficiency,
    };
  });
}

function skillsNoteOf({ sheet, frameworks }: CoursePageModel, t: Translate): string | null {
  const codes = new Set(sheet.facts.skills.map((skill) => skill.framework));
  const documents = [...codes].flatMap((code) => frameworks.get(code)?.document ?? []);
  return documents.length > 0 ? t('enrolment.course.skills-note', { document: documents.join('; ') }) : null;
}

function sectionView(
  { sheet, learning }: CoursePageModel,
  section: CourseSheet['outline']['sections'][number],
  index: number,
  t: Translate,
) {
  const lessons = section.lessons.filter((lesson) => lesson.kind === 'lesson');
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const done = new Set(learning?.mine.done);
  return {
    number: index + 1,
    title: section.title,
    summary: section.summary,
    note: t('enrolment.course.section-note', { lessons: lessons.length, time: durationText(minutes, t) }),
    open: index === 0,
    lessons: lessons.map((lesson) => ({
      title: `${t('enrolment.lesson', { number: sheet.lessons.indexOf(lesson) + 1 })}. ${lesson.title}`,
      minutes: lesson.minutes,
      done: done.has(lesson.key),
      href:
        learning && learning.mine.phase !== 'ahead'
          ? `/learn/${learning.mine.id}/lessons/${lesson.slug}`
          : null,
    })),
  };
}
