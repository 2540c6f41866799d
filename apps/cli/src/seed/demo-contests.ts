import type { INestApplicationContext } from '@nestjs/common';
import { Grading } from '#assessment';
import { Counting, DemoContestSeeder } from '#contest';

/** Marks and counts what is over at once, so that its standings are there when the demonstration opens. */
export async function demoContests(app: INestApplicationContext): Promise<number> {
  const { added, attemptIds, roundIds } = await app.get(DemoContestSeeder, { strict: false }).run();
  if (attemptIds.length > 0) await app.get(Grading, { strict: false }).grade(attemptIds);
  for (const id of roundIds) await app.get(Counting, { strict: false }).count(id, null);
  return added;
}
