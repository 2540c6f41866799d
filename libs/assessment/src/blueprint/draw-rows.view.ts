import type { Framework } from '#competency';
import type { DrawRule } from '../attempt/draw.policy.js';
import type { Folder } from '../bank/folder-tree.js';
import type { TriedDraw } from './blueprint-trials.js';

interface Around {
  /** The address of the bank. */
  home: string;
  framework: Framework | null;
  folders: Folder[];
}

/** Some rules of a draw that was tried: what each asks, how many questions there are for it, how many it lacks. */
export const rowViews = (
  some: DrawRule[],
  { rules, pool, lacking }: Pick<TriedDraw, 'rules' | 'pool' | 'lacking'>,
  { home, framework, folders }: Around,
) =>
  some.map((rule, index) => {
    const { folder, ...asked } = rule.of ?? { tag: rule.tag };
    const query = Object.entries({ ...asked, folder, status: 'reviewed' }).flatMap(([name, value]) =>
      value ? [[name, `${value}`]] : [],
    );
    return {
      number: index + 1,
      count: rule.count,
      ...asked,
      componentName: asked.component ? (framework?.component(asked.component)?.name ?? null) : null,
      folder: folder ? (folders.find(({ id }) => id === folder)?.path ?? '?') : null,
      candidates: pool.find(({ tag }) => tag === rule.tag)?.versions.length ?? 0,
      href: `${home}?${new URLSearchParams(query)}`,
      lacking: lacking[rules.indexOf(rule)] ?? 0,
    };
  });
