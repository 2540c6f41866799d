import type { UnitDirectory, UnitRecord } from '#organisation';
import { LIMITS } from '../file/limits.js';
import { readTable } from '../file/read-table.js';
import type { Sheet, SheetRow } from '../file/sheet.js';
import { headerWithin } from '../layout/detect-layout.js';
import { Grid } from '../layout/grid.js';
import type { ManualMapping, TableLayout } from '../layout/layout.js';
import { type RowKind, RowKinds } from '../layout/row-kind.js';
import { COUNT, isTitled, SECTION_INDEX } from '../layout/section-words.js';
import { readTitle, type TitleBlock, titleTexts } from '../layout/title-block.js';
import { RosterRefused } from '../roster-refused.js';
import { checkRow } from './check-row.js';
import { chooseSheet } from './choose-sheet.js';
import { markRepeats } from './repeats.js';
import type { Outcome, RosterRow } from './roster-row.js';
import { RowValues } from './row-values.js';
import { Sections } from './sections.js';
import { UnitFinder } from './unit-finding.js';

export interface CheckOptions {
  directory: UnitDirectory;
  /** Code of the sending unit: a province, or a commune, whose province is then used. Wins over the title. */
  provinceCode?: string;
  mapping?: ManualMapping;
  /** Texts typed over cells on review, by sheet row and column from 0. */
  corrections?: Record<number, Record<number, string>>;
  /** Calendar day in Việt Nam, yyyy-mm-dd. */
  today: string;
}

/** A line below the header that is no person, so that nothing of the file goes unmentioned. */
export interface LeftOutRow {
  row: number;
  kind: 'header' | Exclude<RowKind, 'person' | 'blank'>;
  text: string;
}

export interface RosterReport {
  layout: TableLayout & {
    /** Province under which units were looked up, and whether the caller or the title block gave it. */
    province: { code: string; name: string; from: 'given' | 'title' };
    /** The commune or department that sends the list, where the title block or the caller names it. */
    sender: { code: string; name: string } | null;
    /** Province named in the title block when it is not the given one. */
    titleProvince: { code: string; name: string } | null;
    /** Further sheets that hold people and were not read. */
    otherSheets: string[];
  };
  counts: Record<Outcome, number>;
  rows: RosterRow[];
  leftOut: LeftOutRow[];
}

/** Reads a list and says for every person what would happen to them. Nothing is written. @throws RosterRefused */
export async function checkRoster(file: Buffer, options: CheckOptions): Promise<RosterReport> {
  const { sheet, grid, layout, otherSheets } = chooseSheet(await readTable(file), options.mapping ?? {});
  for (const row of sheet.rows) {
    for (const [column, text] of Object.entries(options.corrections?.[row.number] ?? {})) {
      row.cells[Number(column)] = text;
    }
  }
  const title = readSender(grid, layout, options);
  const rows: RosterRow[] = [];
  const leftOut: LeftOutRow[] = [];
  let table = new Table(sheet, grid, layout, title, options);
  let afterEnd = false;
  for (const line of sheet.rows) {
    if (line.number <= layout.headerRows[1] || line.number <= table.layout.headerRows[1]) continue;
    const again = options.mapping?.columns ? null : headerWithin(sheet, grid, line);
    if (again) {
      table = new Table(sheet, grid, again, title, options, table.sections);
      leftOut.push(leftOutRow(grid, line.number, 'header'));
      continue;
    }
    const kind = table.kinds.kindOf(line, afterEnd);
    if (kind === 'person') rows.push(checkRow(line.number, line.hidden, table));
    else if (kind !== 'blank') leftOut.push(leftOutRow(grid, line.number, kind));
    if (kind === 'section') enterSection(grid, line, table);
    afterEnd = kind === 'signature' || kind === 'total' || (afterEnd && kind !== 'person');
    if (rows.length > LIMITS.rows) {
      throw new RosterRefused('roster.too-many-rows', { limit: LIMITS.rows.toLocaleString('vi-VN') });
    }
    if (rows.length % 2000 === 1999) await new Promise((resolve) => setImmediate(resolve));
  }
  if (rows.length === 0) throw new RosterRefused('roster.no-people', { row: String(layout.headerRows[1]) });
  markRepeats(rows, table.headers());
  const counts: Record<Outcome, number> = { accept: 0, warn: 0, reject: 0, skip: 0 };
  for (const row of rows) counts[row.outcome]++;
  return { layout: { ...layout, ...title.told, otherSheets }, counts, rows, leftOut };
}

interface Sender {
  province: UnitRecord;
  sender: UnitRecord | null;
  told: Pick<RosterReport['layout'], 'province' | 'sender' | 'titleProvince'>;
}

function readSender(grid: Grid, layout: TableLayout, { directory, provinceCode }: CheckOptions): Sender {
  const given = provinceCode === undefined ? null : (directory.unit(provinceCode) ?? null);
  const givenProvince = given ? (directory.unit(given.provinceCode) ?? null) : null;
  if (provinceCode !== undefined && !givenProvince) throw new RosterRefused('roster.province-unknown');
  const texts = titleTexts(grid, layout);
  const title: TitleBlock = readTitle(texts, directory, givenProvince);
  const province = title.province ?? provinceBelow(grid, layout, directory);
  if (!province) throw new RosterRefused('roster.province-unknown');
  const sender = given && given.kind !== 'province' ? given : title.sender;
  const stated = givenProvince ? readTitle(texts, directory, null).province : null;
  const brief = ({ code, name }: UnitRecord) => ({ code, name });
  return {
    province,
    sender,
    told: {
      province: { ...brief(province), from: givenProvince ? 'given' : 'title' },
      sender: sender && brief(sender),
      titleProvince: stated && stated !== province ? brief(stated) : null,
    },
  };
}

/** Without a title block: the place in «Hải Phòng, ngày …» under the table, or the one province that units name. */
function provinceBelow(grid: Grid, layout: TableLayout, directory: UnitDirectory): UnitRecord | null {
  const below = grid.sheet.rows.filter((row) => row.number > layout.headerRows[1]);
  for (const row of below.slice(-20)) {
    for (const { text } of grid.texts(row)) {
      const place = /^(.{2,40}),\s*ngày\b/iu.exec(text)?.[1];
      const named = place ? directory.provinceNamed(place, true) : null;
      if (named) return named;
    }
  }
  const named = new Set(
    below
      .slice(0, 500)
      .flatMap((row) => grid.texts(row).flatMap(({ text }) => directory.provinceNamed(text) ?? [])),
  );
  const [only] = named;
  return named.size === 1 && only ? only : null;
}

/** One header and the rows it governs. */
class Table {
  readonly values: RowValues;
  readonly kinds: RowKinds;
  readonly units: UnitFinder;
  readonly sections: Sections;
  readonly typed: boolean;
  readonly today: string;

  constructor(
    sheet: Sheet,
    grid: Grid,
    readonly layout: TableLayout,
    title: Sender,
    options: CheckOptions,
    sections?: Sections,
  ) {
    const { directory, today } = options;
    this.today = today;
    this.typed = sheet.typed;
    this.values = new RowValues(grid, layout);
    this.sections = sections ?? new Sections(directory, title.province, title.sender);
    this.units = new UnitFinder(
      directory,
      title.province,
      this.values.has('unit', 'unitCommune', 'unitPart', 'jobUnit'),
    );
    this.kinds = new RowKinds(grid, layout, (text) => this.sections.isUnit(text));
  }

  headers() {
    return {
      name: this.values.header('Họ và tên', 'fullName', 'familyName', 'givenName'),
      citizenId: this.values.header('Số CCCD', 'citizenId'),
      phone: this.values.header('Số điện thoại', 'phone', 'phoneEmail'),
      email: this.values.header('Email', 'email', 'phoneEmail'),
    };
  }
}

function leftOutRow(grid: Grid, row: number, kind: LeftOutRow['kind']): LeftOutRow {
  const line = grid.row(row);
  const text = line
    ? grid
        .texts(line)
        .map((cell) => cell.text)
        .join(' ')
    : '';
  return { row, kind, text: text.slice(0, 200) };
}

/** The words of a section line stand beside its number and count, or alone in any column. */
function enterSection(grid: Grid, line: SheetRow, table: Table): void {
  const index = table.layout.columns.find((column) => column.field === 'index')?.column;
  const texts = grid.texts(line).filter(({ text }) => !COUNT.test(text));
  const number = texts.find(({ column, text }) => column === index && SECTION_INDEX.test(text));
  const words = texts.find((one) => one !== number)?.text;
  if (words) table.sections.enter(words, line.number, number !== undefined || isTitled(words));
}
