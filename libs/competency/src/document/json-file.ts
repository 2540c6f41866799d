import { documentInput, documentOf, FORMAT } from './document.input.js';
import { type FrameworkDocument, PARTS } from './framework-document.js';
import { FileRefused, type Problem } from './problem.js';

export function writeJson(document: FrameworkDocument): string {
  return `${JSON.stringify({ format: FORMAT, ...document }, null, 1)}\n`;
}

const MOST_PROBLEMS = 200;

/** Checks every field of every row. Throws {@link FileRefused} with where each problem is. */
export function parseDocument(value: unknown): FrameworkDocument {
  const parsed = documentInput.safeParse(value);
  if (parsed.success) return documentOf(parsed.data);
  throw new FileRefused(
    parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue): Problem => {
      const [first, second, third] = issue.path;
      const part = PARTS.find((each) => each === first) ?? (first === 'framework' ? 'framework' : 'file');
      const row = typeof second === 'number' ? second + 1 : null;
      const field = String((part === 'framework' ? second : third) ?? first ?? '');
      const known = issue.message.startsWith('competency.');
      return {
        part,
        row,
        code: known ? issue.message : `competency.file.${KINDS[issue.code] ?? 'bad-field'}`,
        params: { field },
      };
    }),
  );
}

const KINDS: Record<string, string> = {
  too_small: 'empty-field',
  too_big: 'long-field',
  invalid_type: 'empty-field',
  unrecognized_keys: 'unknown-field',
};
