import type { ShownErrors } from '#platform/http';
import type { DemoPerson } from '../demo/demo-people.js';

export type SignInProblem =
  | { kind: 'incomplete'; errors: ShownErrors }
  | { kind: 'refused' }
  | { kind: 'locked'; seconds: number }
  | { kind: 'disabled' };

/** Plain data for the sign-in page; `locked` says how long to wait, in minutes or in seconds. */
export function signInView(
  typed: { identifier: string; next: string },
  problem: SignInProblem | undefined,
  demoPeople: readonly DemoPerson[],
) {
  return {
    ...typed,
    errors: problem?.kind === 'incomplete' ? problem.errors.field : {},
    refused: problem?.kind === 'refused',
    disabled: problem?.kind === 'disabled',
    locked: problem?.kind === 'locked' ? lockedView(problem.seconds) : null,
    demoPeople: demoPeople.map(({ role, icon, fullName, jobTitle }) => {
      return { role, icon, label: `identity.role.${role}`, name: fullName, jobTitle };
    }),
  };
}

function lockedView(seconds: number) {
  return seconds < 90 ? { seconds } : { minutes: Math.ceil(seconds / 60) };
}
