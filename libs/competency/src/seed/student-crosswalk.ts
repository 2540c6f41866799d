import type { CrosswalkDocument } from '../crosswalk/crosswalk-document.js';
import type { FrameworkDocument } from '../document/framework-document.js';

/**
 * The part of Decision 757 for pupils and students, as far as it is known, is the table of the Circular: components
 * that have the same name are the same. Marked `partial`, because the text of the annex was not seen.
 */
export function studentCrosswalk(
  circular: FrameworkDocument,
  decision: FrameworkDocument,
  source: string,
): CrosswalkDocument {
  const byName = new Map(decision.components.map((each) => [each.name, each.code]));
  const rows = circular.components.flatMap(({ code, name }) => {
    const to = byName.get(name);
    return to
      ? [{ from: code, to, relation: 'exact' as const, evidence: 'partial' as const, note: null }]
      : [];
  });
  const end = ({ framework: { code, version } }: FrameworkDocument) => ({ framework: code, version });
  return {
    from: end(circular),
    to: end(decision),
    title: `${circular.framework.title} – ${decision.framework.title}`,
    source,
    rows,
  };
}
