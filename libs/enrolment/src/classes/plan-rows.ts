import { InvalidInput } from '#platform/errors';
import { fold } from '#platform/text';

/** Roles that run programmes and classes of their units, and those that may look at them. */
export const RUNS = ['programme-admin', 'system-admin'] as const;
export const SEES = ['programme-admin', 'unit-manager', 'registrar', 'auditor', 'system-admin'] as const;

/** Words of a search as patterns for `LIKE ALL` on `search_text(…)`. */
export const searchPatterns = (text: string): string[] =>
  fold(text)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 10)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);

/** Writing a row whose code is another's becomes a message at the field; whatever else goes wrong stays what it is. */
export async function withFreeCode<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code, constraint } =
      (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? {};
    if (code !== '23505' || !constraint?.endsWith('_code_key')) throw error;
    throw new InvalidInput([{ field: 'code', code: 'enrolment.code-taken' }]);
  }
}
