import type { ClassFacts } from '#enrolment';
import type { Translate } from '#platform/i18n';
import { pagesOf } from '#platform/views';
import type { Overview } from '../overview/overviews.js';
import type { ReportLinks } from '../scope/report-links.js';
import type { PeopleQuery } from '../scope/report-query.input.js';
import type { ReportRequest } from '../scope/report-request.js';
import type { ListedPerson, Order } from './people.repository.js';
import { isStanding, type State } from './states.js';

export const PAGE_SIZE = 50;

export interface PeopleInput {
  request: ReportRequest;
  query: PeopleQuery;
  people: ListedPerson[];
  count: number;
  totals: Overview['total'];
  links: ReportLinks;
  t: Translate;
}

/** A list behind a number: the same filters, the same count, one person a row. */
export function peopleView(input: PeopleInput) {
  const { request, query, people, count, links, t } = input;
  const { training, unit, classes } = request;
  const several = training === null;
  return {
    title: t('reporting.people.title', { state: t(`reporting.state.${query.state}`), count }),
    lead: [training?.title, placeOf(input)].filter(Boolean).join(' · '),
    breadcrumb: [
      { label: t('reporting.nav'), href: '/reports' },
      ...(training
        ? [
            {
              label: t('reporting.class', { code: training.code }),
              href: links.overview({ unit: undefined, own: undefined }),
            },
          ]
        : []),
      ...(unit ? [{ label: unit.name, href: links.overview({ own: undefined }) }] : []),
      { label: t(`reporting.state.${query.state}`) },
    ],
    days: query.from || query.to ? { from: query.from ?? null, to: query.to ?? null } : null,
    tabs: tabs(input),
    columns: columns(input, several),
    rows: people.map((person) => ({ cells: cells(person, several ? classes : null, t) })),
    empty: { icon: 'users', title: t('reporting.people.empty'), text: t('reporting.people.empty-text') },
    paging: pagesOf(count, PAGE_SIZE, query.page, (page) =>
      links.people(query.state, { order: query.order, page }),
    ),
    exports: training && {
      action: links.exports(),
      fields: Object.entries({
        unit: query.unit,
        own: query.own,
        group: query.group,
        from: query.from,
        to: query.to,
        state: query.state,
      }).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    },
  };
}

function placeOf({ request, query, t }: PeopleInput): string | undefined {
  if (query.unit === 'none') return t('reporting.units.unplaced');
  const name = request.unit?.name;
  return name && query.own ? t('reporting.units.own', { name }) : name;
}

function tabs({ query, totals, links, t }: PeopleInput) {
  const counts: Record<State, number> = {
    enrolled: totals.enrolled,
    'not-started': totals.enrolled - totals.started,
    started: totals.started,
    learning: totals.started - totals.completed,
    examined: totals.scoreCount,
    passed: totals.passed,
    completed: totals.completed,
    uncompleted: totals.enrolled - totals.completed,
    certified: totals.certified,
  };
  return (Object.keys(counts) as State[])
    .filter((state) => !query.from || !isStanding(state))
    .map((state) => ({
      label: t(`reporting.state.${state}`),
      count: counts[state],
      current: state === query.state,
      href: links.people(state, { order: query.order }),
    }));
}

function columns({ query, links, t }: PeopleInput, several: boolean) {
  const sorted = (order: Order, direction: 'ascending' | 'descending') => ({
    sorted: query.order === order ? direction : undefined,
    sortHref: links.people(query.state, { order }),
  });
  return [
    { label: t('reporting.people.name'), head: true, ...sorted('name', 'ascending') },
    { label: t('reporting.units.name'), ...sorted('unit', 'ascending') },
    ...(several ? [{ label: t('reporting.export.class') }] : []),
    { label: t('reporting.export.status') },
    { label: t('reporting.people.progress'), ...sorted('progress', 'descending') },
    { label: t('reporting.people.score'), end: true, ...sorted('score', 'descending') },
    { label: t('reporting.export.serial') },
  ];
}

function cells(person: ListedPerson, classes: ClassFacts[] | null, t: Translate) {
  const { lessonsDone: done, lessonsTotal: total } = person;
  const name = person.fullName;
  return [
    { text: name, note: person.jobTitle ?? undefined },
    person.unitName ? { text: person.unitName } : {},
    ...(classes ? [{ text: classes.find((each) => each.id === person.classId)?.code }] : []),
    { status: statusOf(person), text: t(`reporting.state.${stateOf(person)}`) },
    {
      progress: {
        value: done,
        max: Math.max(1, total),
        label: t('reporting.people.progress-of', { name }),
        text: t('reporting.people.lessons', { done, total }),
      },
    },
    person.bestScoreBp === null ? {} : { text: t('reporting.percent', { value: person.bestScoreBp / 100 }) },
    person.serial ? { text: person.serial } : {},
  ];
}

function stateOf(person: ListedPerson): State {
  if (person.serial) return 'certified';
  if (person.completedAt) return 'completed';
  return person.startedAt ? 'learning' : 'not-started';
}

const statusOf = (person: ListedPerson): string =>
  ({ certified: 'done', completed: 'done', learning: 'learning' })[stateOf(person) as string] ??
  'not-started';
