import type { Framework } from '#competency';
import type { PoolPart } from '../attempt/draw.policy.js';
import type { Folder } from '../bank/folder-tree.js';
import type { Blueprint } from './blueprint.entity.js';
import { MOST_APART, type Trial } from './form-trial.js';

/** What a blueprint asks, what the bank can give for it, and how alike the forms are. */
export function blueprintView(
  bank: { id: string; title: string },
  blueprint: Blueprint,
  found: { pool: PoolPart[]; lacking: number[]; trial: Trial | null; framework: Framework | null },
  folders: Folder[],
) {
  const home = `/authoring/banks/${bank.id}`;
  const here = `${home}/blueprints/${blueprint.id}`;
  const { pool, lacking, trial, framework } = found;
  return {
    bank: { title: bank.title, href: home },
    listHref: `${home}/blueprints`,
    enemiesHref: `${home}/enemies`,
    editHref: `${here}/edit`,
    here,
    title: blueprint.title,
    questions: blueprint.rows.reduce((sum, { count }) => sum + count, 0),
    rows: blueprint.rows.map(({ count, folder, ...asked }, index) => ({
      number: index + 1,
      count,
      ...asked,
      componentName: asked.component ? (framework?.component(asked.component)?.name ?? null) : null,
      folder: folder ? (folders.find(({ id }) => id === folder)?.path ?? '?') : null,
      candidates: pool.find(({ tag }) => tag === `${index + 1}`)?.versions.length ?? 0,
      href: `${home}?${new URLSearchParams(Object.entries({ ...asked, folder, status: 'reviewed' }).flatMap(([name, value]) => (value ? [[name, `${value}`]] : [])))}`,
      lacking: lacking[index] ?? 0,
    })),
    lacking: lacking.reduce((sum, count) => sum + count, 0),
    trial: trial && trialView(trial),
    ...coverageView(trial, framework),
  };
}

function trialView(trial: Trial) {
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
  };
}

function coverageView(trial: Trial | null, framework: Framework | null) {
  const counts = trial?.coverage ?? new Map();
  const known = [...(framework?.components.values() ?? [])].filter(({ code }) => counts.has(code));
  const others = [...counts.keys()].filter((code) => !framework?.components.has(code ?? ''));
  return {
    covered: [
      ...known.map(({ code, name }) => ({ code, name, ...counts.get(code) })),
      ...others.map((code) => ({ code, name: null, ...counts.get(code) })),
    ],
    uncovered: trial
      ? [...(framework?.components.values() ?? [])]
          .filter(({ code }) => !counts.has(code))
          .map(({ code, name }) => ({ code, name }))
      : [],
    components: framework?.components.size ?? 0,
  };
}
