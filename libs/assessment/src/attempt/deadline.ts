/** Seconds after the deadline in which answers and submissions still count; stated to the learner. */
export const GRACE_SECONDS = 30;

/**
 * SQL: a request arrived before deadline and grace. Arrival is the database's now minus the milliseconds that
 * the request has already spent in this process, so that a slow server costs the learner no time.
 */
export const arrivedInTime = (waitedMs: string): string =>
  `now() - ${waitedMs}::float8 * interval '1 millisecond' <= deadline_at + interval '${GRACE_SECONDS} seconds'`;

/** SQL: deadline and grace are over. */
export const OVERDUE = `now() > deadline_at + interval '${GRACE_SECONDS} seconds'`;
