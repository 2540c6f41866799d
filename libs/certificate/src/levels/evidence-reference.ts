import { createHash } from 'node:crypto';
import type { FrameworkLine } from '../render/certificate-model.js';

/** Every level with all that it rests on, one a line; empty without levels. What the issuing log binds. */
export function levelsText(lines: readonly FrameworkLine[]): string {
  return lines
    .flatMap(({ framework, version, components }) =>
      components.flatMap(({ code, award }) =>
        award ? [[framework, version, code, award.level, award.rule, award.entry].join('\t')] : [],
      ),
    )
    .join('\n');
}

/**
 * “4f7a-91c2-0b3d”: short for the entries of the ledger that the levels of a paper rest on; undefined where a level
 * names none. Whoever reads the register sees the entries themselves.
 */
export function evidenceReference(lines: readonly FrameworkLine[]): string | undefined {
  const awards = lines.flatMap(({ components }) => components.flatMap(({ award }) => award ?? []));
  if (awards.length === 0 || awards.some(({ entry }) => !entry)) return undefined;
  const digest = createHash('sha256').update(levelsText(lines).normalize('NFC')).digest('hex');
  return digest.slice(0, 12).replace(/(?<=^.{4}|^.{8})/g, '-');
}
