import type { Translate } from '#platform/i18n';
import {
  type Cell,
  neutralised,
  RowWriter,
  type SharedStrings,
  STYLE,
  sheetEnd,
  sheetStart,
} from '#platform/spreadsheet';
import type { ExportSource, ExportTotals } from './export-source.js';

const text = (value: string | null, style: number = STYLE.plain): Cell => ({
  kind: 'text',
  style,
  value: value === null ? null : neutralised(value),
});
const number = (value: number | null, style: number = STYLE.number): Cell => ({
  kind: 'number',
  style,
  value: value === null ? null : String(value),
});

const WIDTHS = [36, 14, 12, 12, 12, 12, 14, 14].map((width) => ({ width }));

/** What the export is about, its totals, and the same for every unit: the sums of the list, from the same snapshot. */
export async function* totalsSheet(
  source: ExportSource,
  shared: SharedStrings,
  facts: { title: string; about: [string, string][]; totals: ExportTotals },
  t: Translate,
): AsyncGenerator<Buffer> {
  const writer = new RowWriter([], shared);
  let at = 0;
  const row = (...cells: Cell[]) => {
    at += 1;
    return writer.free(at, cells);
  };
  const counts = (totals: ExportTotals): Cell[] => [
    ...[totals.enrolled, totals.started, totals.passed, totals.completed, totals.certified].map((count) =>
      number(count),
    ),
    {
      kind: 'number',
      style: STYLE.share,
      value: totals.averageBp === null ? null : String(totals.averageBp / 10_000),
    },
  ];
  const headings = ['enrolled', 'started', 'passed', 'completed', 'certified'].map((state) =>
    t(`reporting.state.${state}`),
  );
  const measures = [...headings, t('reporting.units.average')].map((heading) => text(heading, STYLE.heading));

  yield Buffer.from(sheetStart(WIDTHS, { frozenRows: 0 }) + row(text(facts.title, STYLE.title)));
  yield Buffer.from(facts.about.map(([label, value]) => row(text(label), text(value))).join('') + row());
  yield Buffer.from(row(text(t('reporting.export.totals'), STYLE.heading), text(null), ...measures));
  yield Buffer.from(row(text(t('reporting.export.all')), text(null), ...counts(facts.totals)) + row());
  yield Buffer.from(
    row(
      text(t('reporting.export.unit'), STYLE.heading),
      text(t('reporting.export.unit-code'), STYLE.heading),
      ...measures,
    ),
  );
  for (const unit of await source.unitTotals())
    yield Buffer.from(
      row(text(unit.name ?? t('reporting.units.unplaced')), text(unit.code, STYLE.text), ...counts(unit)),
    );
  yield Buffer.from(sheetEnd(null));
}
