import type { EntityManager } from 'typeorm';

/** Database channel that tells the ids of attempts whose clock or state changed, comma-separated. */
export const CLOCK_CHANNEL = 'attempt_clock';

/** A payload may have 8,000 bytes; an id has 36. */
const IDS_PER_NOTICE = 200;

/** Lets the pages of these attempts hear of the change once the transaction is committed. */
export async function tellClocks(tx: EntityManager, attemptIds: string[]): Promise<void> {
  for (let from = 0; from < attemptIds.length; from += IDS_PER_NOTICE)
    await tx.query('SELECT pg_notify($1, $2)', [
      CLOCK_CHANNEL,
      attemptIds.slice(from, from + IDS_PER_NOTICE).join(),
    ]);
}
