import type { World } from '#platform/testing';
import { GradeNotices } from '../result/grade-notices.js';

/** Result pages show what there is: while a request of these tests waits, nobody grades. */
export function answerResultsAtOnce(world: Pick<World, 'get'>): void {
  const none = { within: async () => {}, stop: () => {} };
  Object.assign(world.get(GradeNotices), { listen: async () => none });
}

/** Result pages wait the moment that grading takes, as they do with a worker. */
export function waitForGrades(world: Pick<World, 'get'>): void {
  Reflect.deleteProperty(world.get(GradeNotices), 'listen');
}
