/** Long work a person started and can watch, cancel and find again: imports, exports, bulk issuing. */
export interface Task {
  id: string;
  kind: string;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number;
  params: Record<string, unknown>;
  /** Where a restarted run goes on: whatever the runner saved last. */
  checkpoint: Record<string, unknown> | null;
  result: TaskResult | null;
  errorCode: string | null;
  requestedBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  cancelRequested: boolean;
}

export interface TaskResult {
  /** A finished file in storage, offered for download. */
  file?: { key: string; name: string; type: string; bytes: number };
  /** Page to continue on. */
  href?: string;
  counts?: Record<string, number>;
}

/** What a running task sees of itself. */
export interface TaskRun {
  readonly task: Task;
  /**
   * Stores progress and where to resume, and keeps the task alive. Throws {@link TaskCancelled} once
   * cancellation was asked for, so call it at points where stopping leaves things whole.
   */
  progress(done: number, total: number, checkpoint?: Record<string, unknown>): Promise<void>;
}

export class TaskCancelled extends Error {}

/** Runs one kind of task; after a crash it is run again with the last checkpoint. */
export interface TaskRunner {
  run(run: TaskRun): Promise<TaskResult>;
}
