import type { z } from 'zod';

interface Checked<T> {
  value: T;
  issues: z.core.$ZodRawIssue[];
}

/** Refuses a body in which two things have one id. `lists`: everything of the body that has an id. */
export function uniqueIds<T>(lists: (body: T) => { id: string }[]) {
  return ({ value, issues }: Checked<T>): void => {
    const ids = lists(value).map(({ id }) => id);
    if (new Set(ids).size < ids.length)
      issues.push({ code: 'custom', input: value, path: [], message: 'assessment.id-twice' });
  };
}

/** Refuses a list with one text twice; `path`: where the list is. */
export function uniqueTexts<T>(path: string, list: (body: T) => { text: string }[]) {
  return ({ value, issues }: Checked<T>): void => {
    list(value).forEach(({ text }, index, all) => {
      if (all.findIndex((other) => other.text === text) < index)
        issues.push({
          code: 'custom',
          input: value,
          path: [path, index, 'text'],
          message: 'assessment.text-twice',
        });
    });
  };
}
