/** Seconds after the deadline in which answers and submissions still count; stated to the learner. */
export const GRACE_SECONDS = 30;

/**
 * SQL: a request arrived before deadline and grace. Arrival is the database's now minus the milliseconds that
 * the request has already spent in this process, so that a slow server costs the learner no time.
 */
export const arrivedInTime = (waitedMs: string, deadline = 'deadline_at'): string =>
  `now() - ${waitedMs}::float8 * interval '1 millisecond' <= ${deadline} + interval '${GRACE_SECONDS} seconds'`;

/** SQL: deadline and grace are over. A paused attempt never is: its clock stands still. */
export const OVERDUE = `(paused_at IS NULL AND now() > deadline_at + interval '${GRACE_SECONDS} seconds')`;

/** SQL: the deadline as it would be if a paused attempt went on at this moment. */
export const DEADLINE = `(deadline_at + coalesce(now() - paused_at, interval '0'))`;
