import { CHANGE_KINDS, type Difference } from '../document/difference.js';
import { EVIDENCE, type FrameworkDocument, PARTS } from '../document/framework-document.js';
import { type GoneComponent, isOpen, NOTHING } from './mapping-review.js';

/** More of one kind are told as a number: a first import adds hundreds. */
const SHOWN = 60;

const TONES = {
  added: 'done',
  removed: 'failed',
  reworded: 'learning',
  moved: 'attention',
  remarked: 'plain',
};

/** What a draft changes against the version in force, part by part. */
export function differenceView({ head, changes, reordered }: Difference) {
  const evidence = new Set<string>(EVIDENCE);
  return {
    nothing: head.length + changes.length + reordered.length === 0,
    head: head.map((field) => `competency.column.${field}`),
    reordered: reordered.map((part) => `competency.part.${part}`),
    totals: CHANGE_KINDS.map((kind) => ({
      kind: TONES[kind],
      label: `competency.change.${kind}`,
      count: changes.filter((each) => each.kind === kind).length,
    })),
    parts: PARTS.flatMap((part) => {
      const own = changes.filter((each) => each.part === part);
      if (own.length === 0) return [];
      const rows = own.slice(0, SHOWN).map(({ kind, code, before, after }) => ({
        code,
        badge: { kind: TONES[kind], label: `competency.change.${kind}` },
        before: kind === 'remarked' && before !== null && evidence.has(before) ? null : before,
        beforeKey:
          kind === 'remarked' && before !== null && evidence.has(before)
            ? `competency.evidence.${before}`
            : null,
        after: kind === 'remarked' && after !== null && evidence.has(after) ? null : after,
        afterKey:
          kind === 'remarked' && after !== null && evidence.has(after)
            ? `competency.evidence.${after}`
            : null,
      }));
      return [{ part: `competency.part.${part}`, id: part, rows, more: own.length - rows.length }];
    }),
  };
}

/** Dropped components with what hangs on them, and what may take their place. */
export function mappingsView(gone: GoneComponent[], draft: FrameworkDocument) {
  const targets = draft.components.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return {
    open: gone.filter(isOpen).length,
    gone: gone.map((each) => ({
      code: each.code,
      name: each.name,
      field: `successor.${each.code}`,
      value: each.successor ?? '',
      used: each.usage.map(({ kind, count }) => ({ key: `competency.mapped.${kind}`, count })),
      isOpen: isOpen(each),
    })),
    targets,
    nothing: NOTHING,
  };
}
