import { momentText } from '#assessment';
import { localMinute } from '#platform/clock';
import type { ClassStart } from './class-starts.js';
import type { PreparationState } from './preparations.js';
import { USUAL_SPREAD_SECONDS } from './start.input.js';

/** The fields of the form. */
export const startValues = (start: ClassStart | null) => ({
  at: start ? localMinute(start.at) : '',
  spread: String(start?.spreadSeconds ?? USUAL_SPREAD_SECONDS),
});

/** How far the preparation of a common start is. */
export function preparationView(
  classId: string,
  start: ClassStart,
  state: PreparationState,
  readerId: string,
) {
  const { task, learners, prepared, started } = state;
  const running = task?.status === 'waiting' || task?.status === 'running';
  return {
    id: classId,
    time: momentText(start.at),
    ...{ learners, prepared, started },
    // Whoever has started needs no form any more.
    ready: Math.min(learners, prepared + started),
    state: task ? `tasks.status.${task.status}` : 'start.not-yet',
    running,
    done: task?.status === 'done',
    taskHref: task?.requestedBy === readerId ? `/tasks/${task.id}` : null,
    mayPrepare: !running && learners > 0,
  };
}
