/** Who sees applications of their units; unit managers decide them. */
export const READS = ['unit-manager', 'programme-admin', 'auditor'] as const;
