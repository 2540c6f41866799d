import type { Task } from './task.js';

/** What the progress page shows to who may fetch the file, or not. `secondsLeft` is an estimate from the pace so far. */
export function taskView(task: Task, mayFetch: boolean, now = new Date()) {
  const ended = ['done', 'failed', 'cancelled'].includes(task.status);
  return {
    id: task.id,
    titleKey: `tasks.kind.${task.kind}`,
    status: task.status,
    statusKey: `tasks.status.${task.status}`,
    ended,
    done: task.done,
    total: task.total,
    percent: task.status === 'done' ? 100 : task.total > 0 ? Math.floor((task.done * 100) / task.total) : 0,
    secondsLeft: ended ? null : secondsLeft(task, now),
    canCancel: !ended && !task.cancelRequested,
    cancelling: !ended && task.cancelRequested,
    canResume: task.status === 'failed' || task.status === 'cancelled',
    errorKey: task.errorCode && `errors.${task.errorCode}`,
    fileName: (mayFetch && task.result?.file?.name) || null,
    href: task.result?.href ?? null,
  };
}

export function secondsLeft(task: Pick<Task, 'startedAt' | 'done' | 'total'>, now: Date): number | null {
  if (!task.startedAt || task.done === 0 || task.total === 0) return null;
  const elapsed = (now.getTime() - task.startedAt.getTime()) / 1000;
  return Math.max(1, Math.round((elapsed * (task.total - task.done)) / task.done));
}
