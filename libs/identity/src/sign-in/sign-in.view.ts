import type { Role, ShownErrors } from '#platform/http';

export type SignInProblem =
  | { kind: 'incomplete'; errors: ShownErrors }
  | { kind: 'refused' }
  | { kind: 'locked'; seconds: number }
  | { kind: 'disabled' };

/** Plain data for the sign-in page; `locked` says how long to wait, in minutes or in seconds. */
export function signInView(
  typed: { identifier: string; next: string },
  problem: SignInProblem | undefined,
  demoRoles: readonly Role[],
) {
  return {
    ...typed,
    errors: problem?.kind === 'incomplete' ? problem.errors.field : {},
    refused: problem?.kind === 'refused',
    disabled: problem?.kind === 'disabled',
    locked: problem?.kind === 'locked' ? lockedView(problem.seconds) : null,
    demoRoles: demoRoles.map((role) => ({
      role,
      label: `identity.role.${role}`,
      note: `identity.demo.${role}`,
    })),
  };
}

function lockedView(seconds: number) {
  return seconds < 90 ? { seconds } : { minutes: Math.ceil(seconds / 60) };
}
