import type { ProgrammeRow, TargetRow } from '#enrolment';
import type { Translate } from '#platform/i18n';
import { percent } from '../overview/counts.js';
import { evenPace, paceState, slowBelow } from '../overview/pace.js';
import type { ReachedByUnit } from './target-figures.repository.js';

interface Input {
  programme: ProgrammeRow;
  targets: TargetRow[];
  reached: Map<string, ReachedByUnit>;
  today: string;
  t: Translate;
}

/** Each unit against its target and an even pace, those who miss most first. */
export function targetsView({ programme, targets, reached, today, t }: Input) {
  const { id, title, code, year } = programme;
  const pace = evenPace(programme.startsOn ?? `${year}-01-01`, programme.endsOn ?? `${year}-12-31`, today);
  const rows = targets
    .map(({ unit, people }) => {
      const { enrolled = 0, completed = 0 } = reached.get(unit.id) ?? {};
      const share = percent(completed, people);
      const missing = Math.max(0, people - completed);
      return { unit, people, enrolled, completed, share, missing, state: paceState(share, pace) };
    })
    .sort((a, b) => b.missing - a.missing || names.compare(a.unit.name, b.unit.name));
  return {
    programme: { id, title, code },
    pace,
    total: rows.length === 0 ? null : totalOf(rows),
    slow: {
      value: rows.filter(({ state }) => state === 'slow').length,
      below: slowBelow(pace),
      units: rows.length,
    },
    columns: [
      { label: t('reporting.units.name'), head: true },
      ...(['target', 'enrolled', 'completed', 'missing'] as const).map((name) => ({
        label: t(`reporting.targets.${name}`),
        end: true,
      })),
      { label: t('reporting.targets.reached', { pace }) },
    ],
    rows: rows.map((row) => ({
      cells: [
        { text: row.unit.name, href: `/reports/units/${row.unit.id}` },
        ...[row.people, row.enrolled, row.completed, row.missing].map((number) => ({ number })),
        {
          progress: {
            value: row.share,
            label: row.unit.name,
            target: pace,
            tone: row.state === 'slow' ? 'lamp' : undefined,
          },
        },
      ],
    })),
    empty: { icon: 'target', title: t('reporting.targets.none'), text: t('reporting.targets.none-text') },
  };
}

/** Of the highest units that have a target: one below them is part of theirs. */
function totalOf(rows: { unit: TargetRow['unit']; people: number; completed: number }[]) {
  const paths = rows.map(({ unit }) => unit.path);
  const highest = rows.filter(({ unit }) => !paths.some((path) => unit.path.startsWith(`${path}.`)));
  const people = highest.reduce((sum, row) => sum + row.people, 0);
  const completed = highest.reduce((sum, row) => sum + row.completed, 0);
  return { people, completed, share: percent(completed, people) };
}

const names = new Intl.Collator('vi', { numeric: true });
