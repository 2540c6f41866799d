import { joined, type Word } from './unit-text.js';

/**
 * Departments merged in early 2025 (rearrangement of agencies under Decree 45/2025/NĐ-CP) and the code of the
 * one that took over most of their work. Only a suggestion: where a person went is not for us to guess.
 */
const SUCCESSORS: [RegExp, string][] = [
  [/^so (thong tin (va )?truien thong|tttt|tt (& |va )?tt)\b/, 'SKHCN'],
  [/^so (ke hoach (va )?dau tu|khdt|kh (& |va )?dt)\b/, 'STC'],
  [/^so (giao thong van tai|gtvt)\b/, 'SXD'],
  [
    /^so (tai nguien (va )?moi truong|tnmt|tn (& |va )?mt|nong nghiep (va )?(phat trien nong thon|ptnt))\b/,
    'SNNMT',
  ],
  [/^so (lao dong|ldtbxh|ld )/, 'SNV'],
];

export function successorCode(list: readonly Word[]): string | undefined {
  const text = joined(list);
  return SUCCESSORS.find(([name]) => name.test(text))?.[1];
}
