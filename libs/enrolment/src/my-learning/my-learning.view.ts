import type { Translate } from '#platform/i18n';
import type { LearningOf } from '../learning/learning.js';
import { nextAction } from '../learning/next-action.js';
import { nextNote, nextTitle } from '../learning/outline-page.view.js';
import { daysLeftText, dayText, scoreText } from '../learning/words.js';
import type { LearnerProfile } from './learner-profile.js';
import { TIET_OWED_A_YEAR, tietOfYear } from './tiet-year.policy.js';

export interface MyLearningModel {
  name: string;
  profile: LearnerProfile | null;
  all: LearningOf[];
  /** Courses to go on with: open to everybody and not joined yet. */
  suggestions: { slug: string; title: string; summary: string; tiet: number }[];
}

/** Days before the end of a class from which it is called due. */
const DUE_WITHIN = 14;

/** My learning: one next step, what is due, what continues, what is done. */
export function myLearningView({ name, profile, all, suggestions }: MyLearningModel, t: Translate) {
  const active = all.filter(isActive).sort(byUrgency);
  const [first] = active;
  const done = all.filter(({ state }) => state.next.kind === 'certificate');
  const over = all.filter(({ state }) => state.next.kind === 'class-over');
  const due = active.filter(({ mine }) => mine.phase === 'open' && mine.daysLeft <= DUE_WITHIN);
  return {
    greeting: greeting(name, profile, t),
    lead: [profile?.jobTitle, profile?.unitName].filter(Boolean).join(', '),
    year: profile && yearView(profile, all),
    next: first ? nextView(first, t) : null,
    due: due.map((each) => dueView(each, t)),
    learning: active.map((each) => learningView(each, t)),
    finished: done.map((each) => finishedView(each, t)),
    over: over.map((each) => learningView(each, t)),
    empty: all.length === 0,
    idle: all.length > 0 && active.length === 0,
    suggestions: suggestions.map(({ slug, title, summary, tiet }) => ({
      ...{ title, summary, href: `/courses/${slug}` },
      tiet: t('enrolment.tiet', { count: tiet }),
    })),
  };
}

const isActive = ({ state }: LearningOf): boolean =>
  state.next.kind !== 'certificate' && state.next.kind !== 'class-over';

/** A running examination first, then what can be worked on before what waits, then the nearest deadline. */
function byUrgency(a: LearningOf, b: LearningOf): number {
  const rank = ({ state }: LearningOf) => RANK[state.next.kind] ?? 2;
  return rank(a) - rank(b) || a.mine.daysLeft - b.mine.daysLeft || b.state.percent - a.state.percent;
}

const RANK: Partial<Record<LearningOf['state']['next']['kind'], number>> = {
  'resume-exam': 0,
  'see-grade': 3,
  'retake-later': 4,
  'wait-for-start': 4,
  exhausted: 4,
  'wait-for-class': 5,
};

function greeting(name: string, profile: LearnerProfile | null, t: Translate): string {
  const given = name.trim().split(/\s+/).at(-1) ?? name;
  return t(`enrolment.my.greeting${profile?.gender ? `-${profile.gender}` : ''}`, { name: given });
}

/** Officials owe a number of periods a year; for others the sum alone is shown, once there is one. */
function yearView({ year, targetGroup }: LearnerProfile, all: LearningOf[]) {
  const credited = all.map(({ mine, sheet }) => ({
    ...{ courseId: mine.courseId, completedYear: mine.completedYear, tiet: sheet.facts.tiet },
  }));
  const tiet = tietOfYear(credited, year);
  const owed = targetGroup === 'official' ? TIET_OWED_A_YEAR : null;
  return owed === null && tiet === 0 ? null : { year: String(year), tiet, owed };
}

function nextView(learning: LearningOf, t: Translate) {
  const { mine, sheet, state } = learning;
  const action = nextAction(learning);
  return {
    percent: state.percent,
    title: nextTitle(learning, t),
    course: sheet.facts.title,
    note: nextNote(learning, t),
    deadline: t('enrolment.my.deadline', {
      date: dayText(mine.endsOn),
      left: daysLeftText(mine.daysLeft, t),
    }),
    action: action && { ...action, label: t(action.label, action.params) },
  };
}

function dueView(learning: LearningOf, t: Translate) {
  const { mine, sheet, state } = learning;
  const soon = mine.daysLeft <= 7;
  return {
    title: nextTitle(learning, t),
    course: sheet.facts.title,
    left: daysLeftText(mine.daysLeft, t),
    badge: soon
      ? ({ kind: 'late', icon: 'alarm-clock' } as const)
      : ({ kind: 'plain', icon: 'calendar' } as const),
    endsOn: mine.endsOn,
    href: `/learn/${mine.id}`,
    label: t(state.missing.length > 0 ? 'enrolment.my.open' : 'enrolment.my.open-exam'),
  };
}

function learningView(learning: LearningOf, t: Translate) {
  const { mine, sheet, state } = learning;
  const total = sheet.lessons.length;
  return {
    title: sheet.facts.title,
    note: noteOf(learning, t),
    done: state.doneCount,
    total,
    text: t('enrolment.lessons-of', { done: state.doneCount, total }),
    href: `/learn/${mine.id}`,
  };
}

function noteOf({ mine, state }: LearningOf, t: Translate): string {
  if (mine.phase === 'over') return t('enrolment.card.ended-on', { date: dayText(mine.endsOn) });
  if (mine.phase === 'ahead') return t('enrolment.card.opens-on', { date: dayText(mine.startsOn) });
  if (mine.status === 'enrolled') return t('enrolment.my.not-begun');
  if (state.missing.length > 0) return t('enrolment.my.lessons-left', { count: state.missing.length });
  return t(`enrolment.my.exam-${state.exam?.state ?? 'open'}`);
}

function finishedView({ mine, sheet, state }: LearningOf, t: Translate) {
  const score = state.exam?.bestScoreBp ?? null;
  const at = mine.completedAt ?? mine.passedAt;
  return {
    title: sheet.facts.title,
    tiet: t('enrolment.tiet', { count: sheet.facts.tiet }),
    at,
    score: score === null ? null : t('enrolment.my.score', { score: scoreText(score) }),
    href: `/learn/${mine.id}`,
  };
}
