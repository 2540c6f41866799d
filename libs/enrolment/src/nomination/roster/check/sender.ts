import type { UnitDirectory, UnitRecord } from '#organisation';
import type { Grid } from '../layout/grid.js';
import type { TableLayout } from '../layout/layout.js';
import { readTitle, type TitleBlock, titleTexts } from '../layout/title-block.js';
import { RosterRefused } from '../roster-refused.js';

/** What a report says about whose list it is. */
export interface SenderReport {
  /** Province under which units were looked up, and whether the caller or the title block gave it. */
  province: { code: string; name: string; from: 'given' | 'title' };
  /** The commune or department that sends the list, where the title block or the caller names it. */
  sender: { code: string; name: string } | null;
  /** Province named in the title block when it is not the given one. */
  titleProvince: { code: string; name: string } | null;
}

export interface Sender {
  province: UnitRecord;
  sender: UnitRecord | null;
  told: SenderReport;
}

/** The given unit wins over the title block. @throws RosterRefused when neither says which province it is */
export function readSender(
  grid: Grid,
  layout: TableLayout,
  { directory, provinceCode }: { directory: UnitDirectory; provinceCode?: string },
): Sender {
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
