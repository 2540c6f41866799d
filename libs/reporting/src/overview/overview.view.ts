import { averageScore, NOTHING, percent } from './counts.js';
import { namedTable } from './named-table.view.js';
import type { OverviewInput } from './overview-input.js';
import { addDays, slowBelow } from './pace.js';
import { trendPoints } from './trend.js';
import { unitMap } from './unit-map.view.js';
import { unitTable } from './unit-table.view.js';

/** Everything the report page shows, as plain data. */
export function overviewView(input: OverviewInput) {
  const { request, overview, links, query, t } = input;
  const { total, pace, asOf } = overview;
  const { training, unit } = request;
  const planned = pace === null ? null : Math.round((total.enrolled * pace) / 100);
  return {
    title: training?.title ?? t('reporting.overview.title'),
    place: unit?.name ?? null,
    breadcrumb: breadcrumb(input),
    empty: total.enrolled === 0 && !query.from,
    // Between two days only what happened in them can be counted; who stands where needs a single day.
    between: Boolean(query.from),
    asOf,
    training: training && { ...training, days: { from: training.startsOn, to: training.endsOn } },
    filters: filters(input),
    certified: {
      ...{ value: total.certified, of: total.enrolled, share: percent(total.certified, total.enrolled) },
      ...{ href: links.people('certified'), enrolledHref: links.people('enrolled') },
    },
    completed: {
      ...{ value: total.completed, share: percent(total.completed, total.enrolled) },
      ...{ href: links.people('completed'), planned, pace },
      behind: planned !== null && planned > total.completed ? planned - total.completed : 0,
    },
    learning: { value: total.started - total.completed, href: links.people('learning') },
    notStarted: {
      ...{
        value: total.enrolled - total.started,
        share: percent(total.enrolled - total.started, total.enrolled),
      },
      href: links.people('not-started'),
    },
    average: {
      value: averageScore(total),
      people: total.scoreCount,
      href: links.people('examined', { order: 'score' }),
    },
    slow:
      pace === null
        ? null
        : { value: overview.rows.filter((row) => row.state === 'slow').length, below: slowBelow(pace) },
    happenings: happenings(input),
    funnel: funnel(input),
    map: unitMap(input),
    trend: trend(input),
    table: unitTable(input),
    classTable: training ? null : namedTable(input, 'class', everyClass(input)),
    groupTable: overview.groups.length > 1 ? namedTable(input, 'group', overview.groups) : null,
    exports: training && {
      action: links.exports(),
      query: { unit: query.unit, own: query.own, group: query.group },
    },
    examsHref: training && `/reports/classes/${training.id}/exams`,
    peopleHref: links.people('enrolled'),
  };
}

function breadcrumb({ request, overview, links, t }: OverviewInput) {
  const { training, unit } = request;
  const steps: { label: string; href?: string }[] = [{ label: t('reporting.nav'), href: '/reports' }];
  if (training)
    steps.push({
      label: t('reporting.class', { code: training.code }),
      href: links.overview({ unit: undefined, own: undefined }),
    });
  if (unit && overview.base) steps.push({ label: overview.base.name, href: links.overview() });
  // The last step is where one is.
  return steps.map((step, index) => (index === steps.length - 1 ? { label: step.label } : step));
}

function filters({ request, overview, query, links, t }: OverviewInput) {
  const { unit } = request;
  const children = overview.rows.flatMap((row) => (row.kind === 'child' && row.unit ? [row.unit] : []));
  const names = new Intl.Collator('vi', { numeric: true });
  const offered = children.sort((a, b) => names.compare(a.name, b.name));
  return {
    units: [...(unit ? [unit] : []), ...offered].map(({ code, name }) => ({ value: code, label: name })),
    unit: query.unit ?? '',
    groups: (['official', 'citizen', 'student', 'worker'] as const).map((value) => ({
      value,
      label: t(`reporting.group.${value}`),
    })),
    group: query.group ?? '',
    from: query.from ?? '',
    to: query.to ?? '',
    any: Boolean(query.unit ?? query.group ?? query.from ?? query.to),
    clearHref: links.overview({
      unit: undefined,
      own: undefined,
      group: undefined,
      from: undefined,
      to: undefined,
    }),
  };
}

function happenings({ overview: { total }, links, t }: OverviewInput) {
  return (['enrolled', 'started', 'completed', 'certified'] as const).map((name) => ({
    value: total[name],
    label: t(`reporting.state.${name}`),
    href: links.people(name),
  }));
}

/** Each step holds only people of the step before: completing needs the examination passed. */
function funnel({ overview: { total }, links, t }: OverviewInput) {
  const steps = [
    ['enrolled', total.enrolled],
    ['started', total.started],
    ['examined', total.scoreCount],
    ['passed', total.passed],
    ['completed', total.completed],
    ['certified', total.certified],
  ] as const;
  return steps.map(([state, count], index) => ({
    label: t(`reporting.state.${state}`),
    count,
    href: links.people(state),
    lost: index === 0 ? 0 : Math.max(0, (steps[index - 1]?.[1] ?? 0) - count),
  }));
}

function trend({ request, overview }: OverviewInput) {
  const { training } = request;
  const { days, asOf, total, pace } = overview;
  const plan = training && pace !== null ? { ...training, people: total.enrolled } : null;
  const points = trendPoints({ days, today: asOf, plan });
  const weekAgo = addDays(asOf, -6);
  const thisWeek = days.reduce((sum, { day, count }) => (day >= weekAgo ? sum + count : sum), 0);
  return points.length < 2 ? null : { points, planned: plan !== null, thisWeek };
}

/** Also those in which nobody is counted. */
function everyClass({ request, overview }: OverviewInput) {
  const counted = new Map(overview.classes.map(({ name, counts }) => [name, counts]));
  return request.classes.map(({ id }) => ({ name: id, counts: counted.get(id) ?? NOTHING }));
}
