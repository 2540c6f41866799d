import { z } from 'zod';
import { cleanText } from '#platform/text';
import { evidence, rowCode, versionLabel } from '../document/document.input.js';
import type { Problem } from '../document/problem.js';

/** Read from left to right: the first is the same as, part of, includes, or is related to the second. */
export const RELATIONS = ['exact', 'part-of', 'includes', 'related'] as const;
export type Relation = (typeof RELATIONS)[number];

export const CROSSWALK_FORMAT = 'hocvuso-crosswalk-1';

const end = z.strictObject({ framework: z.string().max(40), version: versionLabel });
const text = (longest: number) => z.string().max(longest).transform(cleanText).pipe(z.string().min(1));

/** Which component of one version of a framework corresponds to which of another. */
export const crosswalkInput = z.strictObject({
  format: z.literal(CROSSWALK_FORMAT).optional(),
  from: end,
  to: end,
  title: text(600),
  source: text(1000),
  rows: z
    .array(
      z.strictObject({
        from: rowCode,
        to: rowCode,
        relation: z.enum(RELATIONS, 'competency.file.bad-relation'),
        evidence,
        note: z.string().max(1000).nullable().default(null),
      }),
    )
    .max(5000),
});
export type CrosswalkDocument = Omit<z.infer<typeof crosswalkInput>, 'format'>;

/** Rows that name unknown components, or the same pair twice. */
export function crosswalkProblems(
  { rows }: CrosswalkDocument,
  fromCodes: ReadonlySet<string>,
  toCodes: ReadonlySet<string>,
): Problem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ from, to }, index) => {
    const problems: Problem[] = [];
    const add = (code: string, value: string) =>
      problems.push({
        part: 'rows',
        row: index + 1,
        code: `competency.file.${code}`,
        params: { code: value },
      });
    if (!fromCodes.has(from)) add('no-component', from);
    if (!toCodes.has(to)) add('no-component', to);
    if (seen.has(`${from}\n${to}`)) add('pair-twice', `${from} – ${to}`);
    seen.add(`${from}\n${to}`);
    return problems;
  });
}
