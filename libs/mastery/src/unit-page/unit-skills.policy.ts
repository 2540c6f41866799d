import type { Framework } from '#competency';
import { neededLevels } from '../profile/profile.policy.js';
import type { LevelCount } from './unit-skills.js';

export interface GapRow {
  code: string;
  name: string;
  domainName: string;
  /** People with any level, and with the level that is asked; null where nothing is asked. */
  some: number;
  enough: number | null;
  lacking: number | null;
  needed: number | null;
}

/** Components with how many reach what is asked of the group; the largest gaps first. */
export function gapRows(
  framework: Framework,
  counts: LevelCount[],
  people: number,
  target: Record<string, number> | null,
): GapRow[] {
  const current = counts.map((each) => ({ ...each, component: framework.component(each.component)?.code }));
  const needed = neededLevels(framework, target);
  return [...framework.components.values()]
    .map(({ code, name, domainName }) => {
      const own = current.filter((each) => each.component === code);
      const reaching = (least: number) =>
        own.filter((each) => each.level >= least).reduce((sum, each) => sum + each.people, 0);
      const asked = needed.get(code) ?? null;
      const enough = asked === null ? null : reaching(asked);
      return {
        ...{ code, name, domainName, some: reaching(1), needed: asked, enough },
        lacking: enough === null ? null : Math.max(0, people - enough),
      };
    })
    .sort((a, b) => (b.lacking ?? -1) - (a.lacking ?? -1));
}
