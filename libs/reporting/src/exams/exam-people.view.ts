import type { Translate } from '#platform/i18n';
import { pagesOf } from '#platform/views';
import { type ExamInput, placeOf, WEAK_BELOW } from './exam.view.js';
import type { ExamFigures } from './exam-figures.repository.js';
import type { ExamPerson } from './exam-people.repository.js';
import { EXAM_STATES, type ExamOrder, type ExamPeopleQuery, type ExamState } from './exam-query.input.js';

export const PAGE_SIZE = 50;
const WEAK_SHOWN = 3;

export interface ExamPeopleInput extends Pick<ExamInput, 'request' | 'figures' | 'links' | 't'> {
  query: ExamPeopleQuery;
  people: ExamPerson[];
}

/** The people behind a number, one a row. */
export function examPeopleView(input: ExamPeopleInput) {
  const { request, query, figures, people, links, t } = input;
  const count = countOf(query.state, figures);
  return {
    title: t('exams.people-title', { state: t(`exams.state.${query.state}`), count }),
    lead: [request.quiz.title, request.training.title, request.unit?.name].filter(Boolean).join(' · '),
    breadcrumb: [
      ...placeOf(request, t),
      { label: t('exams.title'), href: links.overview({ unit: undefined, own: undefined }) },
      ...(request.unit ? [{ label: request.unit.name, href: links.overview({ own: undefined }) }] : []),
      { label: t(`exams.state.${query.state}`) },
    ],
    tabs: EXAM_STATES.filter((state) => request.told || state === 'not-sat').map((state) => ({
      label: t(`exams.state.${state}`),
      count: countOf(state, figures),
      current: state === query.state,
      href: links.people(state, { order: query.order }),
    })),
    columns: columns(input),
    rows: people.map((person) => ({ cells: cells(person, input) })),
    empty: { icon: 'users', title: t('reporting.people.empty'), text: t('reporting.people.empty-text') },
    paging: pagesOf(count, PAGE_SIZE, query.page, (page) =>
      links.people(query.state, { order: query.order, page }),
    ),
    exports: request.told && {
      action: links.exports(),
      fields: Object.entries({
        ...{ unit: query.unit, own: query.own, group: query.group, state: query.state },
      }).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    },
  };
}

export function countOf(state: ExamState, { enrolled, sat, passed }: ExamFigures): number {
  return { all: enrolled, sat, passed, failed: sat - passed, 'not-sat': enrolled - sat }[state];
}

function columns({ query, links, t }: ExamPeopleInput) {
  const sorted = (order: ExamOrder, direction: 'ascending' | 'descending') => ({
    sorted: query.order === order ? direction : undefined,
    sortHref: links.people(query.state, { order }),
  });
  const who = [
    { label: t('reporting.people.name'), head: true, ...sorted('name', 'ascending') },
    { label: t('reporting.units.name'), ...sorted('unit', 'ascending') },
  ];
  if (query.state === 'not-sat') return who;
  return [
    ...who,
    { label: t('reporting.export.status') },
    { label: t('exams.counted'), end: true, ...sorted('score', 'descending') },
    { label: t('exams.attempts'), end: true, ...sorted('attempts', 'descending') },
    { label: t('exams.time-taken'), ...sorted('time', 'descending') },
    { label: t('exams.handed-in'), ...sorted('when', 'descending') },
    { label: t('exams.weak-skills') },
  ];
}

function cells(person: ExamPerson, { query, links, t }: ExamPeopleInput) {
  const who = [
    {
      text: person.fullName,
      note: person.jobTitle ?? undefined,
      href: person.attempts > 0 ? links.person(person.enrolmentId) : undefined,
    },
    person.unitName ? { text: person.unitName } : {},
  ];
  if (query.state === 'not-sat') return who;
  return [
    ...who,
    statusCell(person, t),
    person.scoreBp === null ? {} : { text: t('reporting.percent', { value: person.scoreBp / 100 }) },
    { number: person.attempts },
    person.seconds === null ? {} : { text: t('exams.minutes', { minutes: Math.ceil(person.seconds / 60) }) },
    person.submittedAt ? { text: dayOf(person.submittedAt) } : {},
    { text: weakest(person, t) },
  ];
}

export function statusCell({ scoreBp, passed }: Pick<ExamPerson, 'scoreBp' | 'passed'>, t: Translate) {
  if (scoreBp === null) return { status: 'not-started', text: t('exams.status.not-sat') };
  return passed
    ? { status: 'done', text: t('exams.status.passed') }
    : { status: 'attention', text: t('exams.status.failed') };
}

/** Codes of the components below the line, the weakest first. */
function weakest({ skills }: ExamPerson, t: Translate): string {
  const weak = Object.entries(skills)
    .filter(([, [units, full]]) => units * 100 < full * WEAK_BELOW)
    .sort(([, [a, of]], [, [b, full]]) => a / of - b / full)
    .map(([code]) => code);
  const named = weak.slice(0, WEAK_SHOWN).join(', ');
  return weak.length > WEAK_SHOWN
    ? t('exams.weak-more', { names: named, count: weak.length - WEAK_SHOWN })
    : named;
}

const dayOf = (moment: Date): string => moment.toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
