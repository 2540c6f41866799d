import type { FrameworkLine } from '../render/certificate-model.js';
import { evidenceReference } from './evidence-reference.js';

const DEMONSTRATION = 'Bậc ghi theo ngưỡng minh họa của bản dùng thử, không phải quy định của cơ quan nào';

/**
 * What stands below the levels of a paper: by which framework in which version, on which evidence, and that the
 * thresholds are invented where they are. Undefined without levels.
 */
export function levelsNote(lines: readonly FrameworkLine[]): string | undefined {
  const stated = lines.filter(({ components }) => components.some(({ award }) => award));
  if (stated.length === 0) return undefined;
  const reference = evidenceReference(lines);
  const invented = stated.some(({ components }) => components.some(({ award }) => award?.demonstration));
  return [
    `Bậc theo ${stated.map(versionWords).join('; ')}`,
    ...(reference ? [`Mã minh chứng ${reference}`] : []),
    ...(invented ? [DEMONSTRATION] : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

/** “Thông tư 02/2025/TT-BGDĐT, phiên bản 2025”. */
export const versionWords = ({ framework, version }: FrameworkLine): string =>
  version ? `${framework}, phiên bản ${version}` : framework;
