import type { Framework } from '#competency';
import type { Folder } from '../bank/folder-tree.js';
import type { Blueprint } from './blueprint.entity.js';
import type { TriedDraw } from './blueprint-trials.js';
import { rowViews } from './draw-rows.view.js';
import { MOST_APART, type Trial } from './form-trial.js';

/** What a blueprint asks, what the bank can give for it, and how alike the forms are. */
export function blueprintView(
  bank: { id: string; title: string },
  blueprint: Blueprint,
  found: TriedDraw & { framework: Framework | null },
  folders: Folder[],
) {
  const home = `/authoring/banks/${bank.id}`;
  const here = `${home}/blueprints/${blueprint.id}`;
  const { rules, lacking, trial, framework } = found;
  return {
    bank: { title: bank.title, href: home },
    listHref: `${home}/blueprints`,
    enemiesHref: `${home}/enemies`,
    editHref: `${here}/edit`,
    here,
    title: blueprint.title,
    questions: blueprint.rows.reduce((sum, { count }) => sum + count, 0),
    rows: rowViews(rules, found, { home, framework, folders }),
    lacking: lacking.reduce((sum, count) => sum + count, 0),
    trial: trial && trialView(trial, framework),
  };
}

/** How alike the forms are, and what they cover. */
export function trialView(trial: Trial, framework: Framework | null) {
  const { lowest, highest, mean, forms, measured } = trial;
  const from = Math.floor(lowest);
  const bins = Math.max(1, Math.ceil(highest) - from);
  const width = Math.ceil(bins / 10);
  return {
    ...{ lowest, highest, mean, forms, sd: trial.sd, measured: 100 * measured },
    apart: highest - lowest,
    most: MOST_APART,
    tooFar: highest - lowest > MOST_APART,
    bars: Array.from({ length: Math.ceil(bins / width) }, (_, index) => {
      const low = from + index * width;
      const last = index === Math.ceil(bins / width) - 1;
      const count = trial.scores.filter(
        (score) => score >= low && (score < low + width || (last && score <= low + width)),
      ).length;
      return { from: low, to: low + width, count };
    }),
    ...coverageView(trial, framework),
  };
}

function coverageView({ coverage: counts }: Trial, framework: Framework | null) {
  const known = [...(framework?.components.values() ?? [])].filter(({ code }) => counts.has(code));
  const others = [...counts.keys()].filter((code) => !framework?.components.has(code ?? ''));
  return {
    covered: [
      ...known.map(({ code, name }) => ({ code, name, ...counts.get(code) })),
      ...others.map((code) => ({ code, name: null, ...counts.get(code) })),
    ],
    uncovered: [...(framework?.components.values() ?? [])]
      .filter(({ code }) => !counts.has(code))
      .map(({ code, name }) => ({ code, name })),
    components: framework?.components.size ?? 0,
  };
}
