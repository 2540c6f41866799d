import { momentText, type PartRelease, RELEASED_PARTS, type Release } from '#assessment';
import { localMinute } from '#platform/clock';

/** Where a class has ruled nothing. */
const PLAIN = { mark: 'at-once', review: 'when-done', key: 'when-done' } as const;

/** The fields of the form. */
export function releaseValues(release: Release | null): Record<string, string> {
  return Object.fromEntries(
    RELEASED_PARTS.flatMap((part) => {
      const { when, from } = release?.[part] ?? { when: PLAIN[part], from: null };
      const at = when === 'at' && from ? localMinute(from) : '';
      return [
        [part, when],
        [`${part}-at`, at],
      ];
    }),
  );
}

/** How each part stands, and whether it may be told now; nothing where the class has ruled nothing. */
export const stateRows = (release: Release | null) =>
  release
    ? RELEASED_PARTS.map((part) => ({
        part,
        ...stateOf(release[part]),
        mayTell: !release[part].due && !['never', 'when-done'].includes(release[part].when),
      }))
    : [];

function stateOf({ when, from, due }: PartRelease) {
  if (when === 'never') return { state: 'release.state.never', kind: 'none' };
  if (when === 'when-done') return { state: 'release.state.learner', kind: 'learning' };
  if (due && !from) return { state: 'release.state.told-always', kind: 'done' };
  if (due) return { state: 'release.state.told', time: momentText(from as Date), kind: 'done' };
  if (from) return { state: 'release.state.waits', time: momentText(from), kind: 'attention' };
  return { state: 'release.state.by-hand', kind: 'attention' };
}
