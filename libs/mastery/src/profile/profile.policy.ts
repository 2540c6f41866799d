import type { Framework } from '#competency';
import type { HeldLevel, SuggestedCourse } from './profile.repository.js';

/** One component as its learner sees it. */
export interface ProfileRow {
  code: string;
  name: string;
  domainCode: string;
  domainName: string;
  level: number;
  /** What the group is to reach; null where nobody has decided. */
  needed: number | null;
  held: HeldLevel | null;
}

/** Every component of the framework, whether anything is held or not; old codes count for what took their place. */
export function profileRows(
  framework: Framework,
  held: HeldLevel[],
  target: Record<string, number> | null,
): ProfileRow[] {
  const best = new Map<string, HeldLevel>();
  for (const each of held) {
    const code = framework.component(each.component)?.code;
    if (code && each.level > (best.get(code)?.level ?? 0)) best.set(code, each);
  }
  const needed = neededLevels(framework, target);
  return [...framework.components.values()].map(({ code, name, domainCode, domainName }) => ({
    ...{ code, name, domainCode, domainName, level: best.get(code)?.level ?? 0 },
    ...{ needed: needed.get(code) ?? null, held: best.get(code) ?? null },
  }));
}

/** What is asked of each component; of codes that became one component the most. */
export function neededLevels(
  framework: Framework,
  target: Record<string, number> | null,
): ReadonlyMap<string, number> {
  const needed = new Map<string, number>();
  for (const [old, level] of Object.entries(target ?? {})) {
    const code = framework.component(old)?.code;
    if (code) needed.set(code, Math.max(level, needed.get(code) ?? 0));
  }
  return needed;
}

export const isGap = ({ level, needed }: ProfileRow): boolean => needed !== null && level < needed;

/** The course that covers most gaps (where there is no target: most that is not held yet); null when none helps. */
export function nextCourse(
  framework: Framework,
  rows: ProfileRow[],
  courses: SuggestedCourse[],
): { course: SuggestedCourse; covers: ProfileRow[] } | null {
  const targeted = rows.some((row) => row.needed !== null);
  const wanted = new Map(
    rows.filter((row) => (targeted ? isGap(row) : row.level === 0)).map((row) => [row.code, row]),
  );
  let best: { course: SuggestedCourse; covers: ProfileRow[] } | null = null;
  for (const course of courses) {
    const covers = new Set(
      course.skills.flatMap(({ component, level }) => {
        const row = wanted.get(framework.component(component)?.code ?? '');
        // One that aims no higher than what is held brings nothing.
        return row && (level === null || level > row.level) ? [row] : [];
      }),
    );
    if (covers.size > (best?.covers.length ?? 0)) best = { course, covers: [...covers] };
  }
  return best;
}

/** Mean level of the components of each domain, to one decimal; `needed` likewise where anything is asked. */
export function domainAxes(rows: ProfileRow[]) {
  const domains = [...new Set(rows.map((row) => row.domainName))];
  return domains.map((label) => {
    const own = rows.filter((row) => row.domainName === label);
    const asked = own.some((row) => row.needed !== null);
    const mean = (of: (row: ProfileRow) => number) =>
      Math.round((own.reduce((sum, row) => sum + of(row), 0) * 10) / own.length) / 10;
    return {
      label,
      value: mean((row) => row.level),
      ...(asked ? { needed: mean((row) => row.needed ?? 0) } : {}),
    };
  });
}
