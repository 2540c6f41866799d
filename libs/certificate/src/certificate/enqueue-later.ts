import type { Batch, JobContract, JobQueue } from '#platform/jobs';

const PER_JOB = 100;

/** Jobs for what a sweep found beyond what it does itself; each sweep may ask anew for the same. */
export async function enqueueLater(
  queue: JobQueue,
  contract: JobContract<Batch>,
  ids: readonly string[],
): Promise<void> {
  const turn = Date.now();
  const batches = Array.from({ length: Math.ceil(ids.length / PER_JOB) }, (_, index) =>
    ids.slice(index * PER_JOB, (index + 1) * PER_JOB),
  );
  await queue.enqueueAll(
    batches.map((batch) => ({
      contract: contract as JobContract,
      payload: { ids: batch },
      key: `${turn},${batch.join()}`,
    })),
  );
}
