import type { FrameworkLine } from '../render/certificate-model.js';
import type { StatedLevel } from '../verification/verification.js';

/** The components that have a level. */
export function statedLevels(lines: readonly FrameworkLine[]): StatedLevel[] {
  return lines.flatMap(({ framework, version = null, components }) =>
    components.flatMap(({ code = null, name, award }) =>
      award
        ? [
            {
              ...{ code, name, level: award.level, framework, frameworkVersion: version },
              demonstration: award.demonstration === true,
            },
          ]
        : [],
    ),
  );
}
