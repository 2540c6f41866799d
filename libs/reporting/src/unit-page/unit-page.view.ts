import type { Translate } from '#platform/i18n';
import { pagesOf } from '#platform/views';
import { daysBetween } from '../overview/pace.js';
import type { UnitPage } from './unit-pages.js';
import type { Standing, UnitPerson } from './unit-people.repository.js';

export const PAGE_SIZE = 50;

export const TABS = {
  remind: ['late', 'not-started'],
  learning: ['learning'],
  done: ['completed'],
  all: ['completed', 'learning', 'late', 'not-started'],
} as const satisfies Record<string, Standing[]>;
export type Tab = keyof typeof TABS;

export interface UnitPageInput {
  page: UnitPage;
  counts: Record<Standing, number>;
  people: UnitPerson[];
  tab: Tab;
  number: number;
  t: Translate;
}

const LOOKS = {
  completed: { tone: 'success', icon: 'circle-check', tab: 'done' },
  learning: { tone: 'primary', icon: 'circle-dot', tab: 'learning' },
  late: { tone: 'lamp', icon: 'clock-alert', tab: 'remind' },
  'not-started': { tone: 'hatched', icon: 'circle-dashed', tab: 'remind' },
} as const;

/** One unit in one class: the answer as the title, then who to remind. */
export function unitPageView(input: UnitPageInput) {
  const { page, counts, people, tab, number, t } = input;
  const { unit, training, today } = page;
  const total = counts.completed + counts.learning + counts.late + counts['not-started'];
  const daysLeft = training ? daysBetween(today, training.endsOn) : 0;
  const missing = total - counts.completed;
  const toRemind = counts.late + counts['not-started'];
  return {
    unit,
    place: unit.name,
    placeNote: page.above?.name ?? null,
    title:
      total === 0 ? t('reporting.unit.nobody') : t('reporting.unit.title', { done: counts.completed, total }),
    kicker: training && total > 0 ? `${unit.name} · ${kicker(page, daysLeft, t)}` : unit.name,
    lead: training?.title ?? null,
    training,
    total,
    others: page.others.map((each) => ({
      title: each.title,
      note: t('reporting.class', { code: each.code }),
      href: `/reports/units/${unit.id}?class=${each.id}`,
    })),
    states: (Object.keys(LOOKS) as Standing[]).map((standing) => ({
      count: counts[standing],
      label: t(`reporting.unit.${standing}`, {
        share: Math.round((100 * counts[standing]) / Math.max(1, total)),
      }),
      href: hrefOf(input, LOOKS[standing].tab),
      ...LOOKS[standing],
    })),
    missing,
    perWeek: missing > 0 && daysLeft > 0 ? Math.ceil((missing * 7) / daysLeft) : 0,
    classReached: page.classReached,
    toRemind,
    tabs: (Object.keys(TABS) as Tab[]).map((name) => ({
      label: t(`reporting.unit.tab-${name}`),
      count: TABS[name].reduce((sum, standing) => sum + counts[standing], 0),
      current: name === tab,
      href: hrefOf(input, name),
    })),
    tab,
    remind: tab === 'remind',
    people: people.map((person) => personLine(person, unit.name, t)),
    empty: { icon: 'party-popper', title: t(`reporting.unit.empty-${tab}`) },
    copy: people.map((person) => copied(person, t)).join('\n'),
    paging: pagesOf(
      TABS[tab].reduce((sum, standing) => sum + counts[standing], 0),
      PAGE_SIZE,
      number,
      (to) => `${hrefOf(input, tab)}&page=${to}`,
    ),
    printHref: `/reports/units/${unit.id}/sheet?class=${training?.id ?? ''}&tab=${tab}`,
    exports: training && { action: `/reports/classes/${training.id}/exports`, unit: unit.code },
    examsHref: training && `/reports/classes/${training.id}/exams?unit=${unit.code}`,
    overviewHref: training && `/reports/classes/${training.id}?unit=${unit.code}`,
  };
}

function kicker({ training }: UnitPage, daysLeft: number, t: Translate): string {
  const code = training?.code ?? '';
  const day = (training?.endsOn ?? '').split('-').reverse().join('/');
  return daysLeft >= 0
    ? t('reporting.unit.kicker', { code, day, days: daysLeft })
    : t('reporting.unit.kicker-over', { code, day });
}

const hrefOf = ({ page }: UnitPageInput, tab: Tab): string =>
  `/reports/units/${page.unit.id}?class=${page.training?.id ?? ''}&tab=${tab}`;

function personLine(person: UnitPerson, unitName: string, t: Translate) {
  return {
    id: person.enrolmentId,
    name: person.fullName,
    note: [person.jobTitle, person.unitName === unitName ? null : person.unitName]
      .filter(Boolean)
      .join(' · '),
    phone: person.phone,
    status: { completed: 'done', learning: 'learning', late: 'late', 'not-started': 'not-started' }[
      person.standing
    ],
    statusText: t(`reporting.unit.standing-${person.standing}`),
    done: person.lessonsDone,
    total: person.lessonsTotal,
    lastSeen: person.lastSeen,
  };
}

/** A line of plain text, to be pasted into a message. */
const copied = (person: UnitPerson, t: Translate): string =>
  [
    person.fullName,
    person.jobTitle,
    t(`reporting.unit.standing-${person.standing}`),
    t('reporting.people.lessons', { done: person.lessonsDone, total: person.lessonsTotal }),
    person.phone,
  ]
    .filter(Boolean)
    .join(', ');
