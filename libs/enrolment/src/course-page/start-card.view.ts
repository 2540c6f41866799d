import type { Translate } from '#platform/i18n';
import { type NextAction, nextAction } from '../learning/next-action.js';
import { daysLeftText, dayText, durationText, roughMinutes } from '../learning/words.js';
import type { CoursePageModel } from './course-page.model.js';
import type { Opening } from './openings.js';

interface Fact {
  icon: string;
  label: string;
  value: string;
  note: string;
}

type Mine = NonNullable<CoursePageModel['learning']>;

/** The card with which a course begins: who asks, until when, and one button. */
export interface StartCard {
  icon: string;
  title: string;
  note: string | null;
  progress: { value: number; max: number; text: string } | null;
  facts: Fact[];
  action: { label: string; href: string; post: boolean; classId: string | null } | null;
  hint: string | null;
  outline: { href: string; label: string } | null;
}

export function startCard(model: CoursePageModel, t: Translate): StartCard {
  return model.learning ? learnerCard(model.learning, model, t) : visitorCard(model, t);
}

function learnerCard(learning: Mine, model: CoursePageModel, t: Translate): StartCard {
  const { mine, state } = learning;
  const begun = mine.status !== 'enrolled';
  const { icon, title } = headingOf(learning, t);
  const total = model.sheet.lessons.length;
  const action = nextAction(learning);
  return {
    icon,
    title,
    note: waiting(learning, t) ?? namedText(mine, t),
    progress: begun
      ? {
          ...{ value: state.doneCount, max: total },
          text: t('enrolment.lessons-of', { done: state.doneCount, total }),
        }
      : null,
    facts: factsOf(model, mine, t),
    action: action && { ...shownAction(action, t), classId: null },
    hint: action?.post ? t('enrolment.card.saved') : null,
    outline: begun
      ? {
          href: `/learn/${mine.id}`,
          label: t(
            state.next.kind === 'certificate' ? 'enrolment.next.look-again' : 'enrolment.course.my-outline',
          ),
        }
      : null,
  };
}

const shownAction = ({ href, post, label, params }: NextAction, t: Translate) => ({
  ...{ href, post },
  label: t(label, params),
});

function namedText({ named, source }: Mine['mine'], t: Translate): string | null {
  if (!named) return null;
  const date = named.on;
  if (source === 'self') return t('enrolment.card.self-on', { date });
  return named.unit
    ? t('enrolment.card.by-unit', { unit: named.unit, date })
    : t('enrolment.card.by-list', { date });
}

function headingOf({ mine, state }: Mine, t: Translate) {
  if (state.next.kind === 'certificate') return { icon: 'award', title: t('enrolment.card.completed') };
  if (state.next.kind === 'class-over') return { icon: 'calendar-x', title: t('enrolment.card.over') };
  if (mine.status === 'started') return { icon: 'book-open', title: t('enrolment.card.learning') };
  const title = t(mine.source === 'list' ? 'enrolment.card.nominated' : 'enrolment.card.enrolled');
  return { icon: 'circle-check', title };
}

function waiting({ mine, state }: Mine, t: Translate): string | null {
  if (state.next.kind === 'wait-for-class')
    return t('enrolment.card.opens-on', { date: dayText(mine.startsOn) });
  if (state.next.kind === 'class-over') return t('enrolment.card.ended-on', { date: dayText(mine.endsOn) });
  if (state.next.kind === 'exhausted') return t('enrolment.card.exhausted');
  return null;
}

function visitorCard(model: CoursePageModel, t: Translate): StartCard {
  const { sheet, openings, signedIn } = model;
  const open = openings.find((each) => each.selfEnrolment && each.phase === 'open' && each.placesLeft !== 0);
  const shown = open ?? openings[0] ?? null;
  const base = {
    progress: null,
    facts: factsOf(model, shown, t),
    outline: null,
  };
  const signIn = {
    label: t('enrolment.card.sign-in'),
    ...{ href: `/sign-in?next=/courses/${sheet.facts.slug}`, post: false, classId: null },
  };
  if (!shown)
    return {
      ...base,
      icon: 'calendar',
      title: t('enrolment.card.no-class'),
      note: t('enrolment.card.no-class-note'),
      action: null,
      hint: null,
    };
  if (!signedIn) {
    const note = t(open ? 'enrolment.card.visitor-self' : 'enrolment.card.visitor-list');
    return { ...base, icon: 'log-in', title: t('enrolment.card.visitor'), note, action: signIn, hint: null };
  }
  if (open) {
    const href = `/courses/${sheet.facts.slug}/enrolments`;
    return {
      ...base,
      icon: 'door-open',
      title: t('enrolment.card.open'),
      note: placesText(open, t) ?? open.title,
      action: { label: t('enrolment.card.enrol'), href, post: true, classId: open.id },
      hint: t('enrolment.card.free'),
    };
  }
  const full = openings.some((each) => each.selfEnrolment && each.placesLeft === 0);
  const ahead = openings.find((each) => each.selfEnrolment && each.phase === 'ahead');
  const note = full
    ? t('enrolment.card.full')
    : ahead
      ? t('enrolment.card.opens-on', { date: dayText(ahead.startsOn) })
      : t('enrolment.card.list-only');
  const title = t(
    full ? 'enrolment.card.full-title' : ahead ? 'enrolment.card.ahead-title' : 'enrolment.card.list-title',
  );
  return { ...base, icon: 'users', title, note, action: null, hint: null };
}

const placesText = ({ placesLeft }: Opening, t: Translate): string | null =>
  placesLeft === null ? null : t('enrolment.card.places', { count: placesLeft });

function factsOf(
  { sheet }: CoursePageModel,
  training: Pick<Opening, 'endsOn' | 'daysLeft' | 'form'> | null,
  t: Translate,
): Fact[] {
  const about = durationText(roughMinutes(sheet.outline.minutesTotal), t);
  return [
    ...(training
      ? [
          {
            ...{ icon: 'calendar', label: t('enrolment.fact.deadline') },
            ...{ value: dayText(training.endsOn), note: daysLeftText(training.daysLeft, t) },
          },
        ]
      : []),
    {
      ...{ icon: 'clock', label: t('enrolment.fact.length') },
      value: t('enrolment.tiet', { count: sheet.facts.tiet }),
      note: t('enrolment.fact.about', { time: about }),
    },
    ...(training
      ? [
          {
            ...{ icon: 'monitor-smartphone', label: t('enrolment.fact.form') },
            value: t(`enrolment.form.${training.form}`),
            note: t(`enrolment.form-note.${training.form}`),
          },
        ]
      : []),
    {
      ...{ icon: 'award', label: t('enrolment.fact.result') },
      ...{ value: t('enrolment.fact.certificate'), note: t('enrolment.fact.verifiable') },
    },
  ];
}
