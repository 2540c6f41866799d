import type { Readable } from 'node:stream';
import type { Storage } from '#platform/storage';
import type { TaskResult, TaskRun } from '#platform/tasks';
import type { ExportFormat } from './class-export.js';

const TELL_EVERY_MS = 500;

/** A file that is written while it is read. */
interface Opened {
  content: Readable;
  fileName: string;
  type: string;
}

/**
 * Opens an export and keeps it as the file of its task, with progress. `open` is given what to call with the rows
 * written so far; `totalOf` says how many there will be.
 */
export async function keepExport<T extends Opened>(
  run: TaskRun,
  storage: Storage,
  format: ExportFormat,
  open: (wrote: (rows: number) => Promise<void>) => Promise<T>,
  totalOf: (opened: T) => number,
): Promise<{ opened: T; file: TaskResult['file'] }> {
  let told = 0;
  let total = 0;
  const opened = await open(async (rows) => {
    if (Date.now() - told < TELL_EVERY_MS) return;
    told = Date.now();
    await run.progress(Math.min(rows, total), total);
  });
  total = totalOf(opened);
  const key = `exports/${run.task.id}.${format}`;
  const bytes = await storage.put(key, opened.content);
  // A last look whether it was called off; nothing is left behind in that case.
  await run.progress(total, total).catch(async (error: unknown) => {
    await storage.remove(key);
    throw error;
  });
  return { opened, file: { key, name: opened.fileName, type: opened.type, bytes } };
}
