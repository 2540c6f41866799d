import { DomainError } from '#platform/errors';
import { type Redirect, redirect } from '#platform/http';

/**
 * A refusal leads back to the outline, which says what is missing, and before a common start to its waiting room; what
 * is not there stays a 404.
 */
export async function orBack(enrolmentId: string, work: () => Promise<Redirect>): Promise<Redirect> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.status === 404) throw error;
    const flash = { kind: 'error', key: `errors.${error.code}`, params: error.params } as const;
    const early = error.code === 'enrolment.start-ahead' ? '/waiting-room' : '';
    return redirect(`/learn/${enrolmentId}${early}`, flash);
  }
}
