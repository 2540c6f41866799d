import { averageScore, percent } from './counts.js';
import type { NamedCounts } from './figures.repository.js';
import type { OverviewInput } from './overview-input.js';

const MEASURES = ['enrolled', 'started', 'passed', 'completed', 'certified'] as const;

/** The same measures by class or by target group; every number opens its list. */
export function namedTable(input: OverviewInput, by: 'class' | 'group', all: NamedCounts[]) {
  const { t } = input;
  return {
    columns: [
      { label: t(by === 'class' ? 'reporting.export.class' : 'reporting.export.group'), head: true },
      ...MEASURES.map((name) => ({ label: t(`reporting.units.${name}`), end: true })),
      { label: t('reporting.units.average'), end: true },
      ...(input.query.from ? [] : [{ label: t('reporting.units.reached') }]),
    ],
    rows: all.map((each) => ({ cells: cells(each, by, input) })),
  };
}

function cells({ name, counts }: NamedCounts, by: 'class' | 'group', input: OverviewInput) {
  const { links, t } = input;
  const { label, href, note } = by === 'class' ? classCell(name, input) : groupCell(name, input);
  const average = averageScore(counts);
  return [
    { text: label, href, note },
    ...MEASURES.map((measure) => ({
      number: counts[measure],
      href: by === 'class' ? links.ofClass(name).people(measure) : links.people(measure, { group: name }),
    })),
    average === null ? {} : { text: t('reporting.percent', { value: average }) },
    ...(input.query.from ? [] : [{ progress: { value: percent(counts.completed, counts.enrolled), label } }]),
  ];
}

function classCell(id: string, { request, links, t }: OverviewInput) {
  const training = request.classes.find((each) => each.id === id);
  return {
    label: training?.title ?? '',
    href: links.ofClass(id).overview(),
    note: training && `${t('reporting.class', { code: training.code })} · ${training.programme.title}`,
  };
}

const groupCell = (name: string, { links, t }: OverviewInput) => ({
  label: t(`reporting.group.${name}`),
  href: links.overview({ group: name }),
  note: undefined,
});
