import type { UnitDirectory, UnitRecord } from '#organisation';
import { fold } from '#platform/text';
import type { Grid } from './grid.js';
import type { TableLayout } from './layout.js';

/** What the lines above the table say about the sender. */
export interface TitleBlock {
  province: UnitRecord | null;
  /** A commune that sends its own list, or one department: whose people have no unit column. */
  sender: UnitRecord | null;
}

const PLACE_AND_DATE = /^(.{2,40}),\s*ngày\b/iu;
const LONGEST = 100;

/** The texts above the header, top first. */
export function titleTexts(grid: Grid, layout: TableLayout): string[] {
  const above = grid.sheet.rows.filter((row) => row.number < layout.headerRows[0]);
  return above
    .slice(-60)
    .flatMap((row) => grid.texts(row).map(({ text }) => text))
    .filter((text) => text.length <= 300);
}

/** Reads province and sender; a province given by the caller wins over the title. */
export function readTitle(
  texts: readonly string[],
  directory: UnitDirectory,
  given: UnitRecord | null,
): TitleBlock {
  const province = given ?? provinceOf(texts, directory);
  if (!province) return { province: null, sender: null };
  const found = texts
    .filter((text) => text.length <= LONGEST)
    .map((text) => directory.resolve(text, province.code))
    .flatMap((match) => (match.kind === 'found' && !match.caution ? [match.unit] : []));
  const communes = new Set(found.filter((unit) => unit.kind === 'commune'));
  const departments = new Set(found.filter((unit) => unit.kind === 'department'));
  const [commune] = communes;
  const [department] = departments;
  const sender =
    communes.size === 1 ? commune : communes.size === 0 && departments.size === 1 ? department : null;
  return { province, sender: sender ?? null };
}

/** Named with its tier, else in «Hải Phòng, ngày …», else in the name of an agency, else by its only such commune. */
function provinceOf(texts: readonly string[], directory: UnitDirectory): UnitRecord | null {
  for (const text of texts) {
    const named = directory.provinceNamed(text);
    if (named) return named;
  }
  const places = texts.flatMap((text) => PLACE_AND_DATE.exec(text)?.[1] ?? []);
  const agencies = texts.filter((text) => text.length <= LONGEST);
  for (const text of [...places, ...agencies]) {
    const named = directory.provinceNamed(text, true);
    if (named) return named;
  }
  return onlyProvinceWith(agencies, directory);
}

function onlyProvinceWith(texts: readonly string[], directory: UnitDirectory): UnitRecord | null {
  const found = new Set<UnitRecord>();
  for (const text of texts.filter((one) => /\b(ubnd|xa|phuong|dac khu|uy ban)\b/.test(fold(one)))) {
    for (const province of directory.provinces()) {
      const match = directory.resolve(text, province.code);
      if (match.kind === 'found' && match.unit.kind === 'commune' && match.how === 'exact')
        found.add(province);
    }
  }
  const [only] = found;
  return found.size === 1 && only ? only : null;
}
