import cluster, { type Worker } from 'node:cluster';
import type { Logger } from '#platform/logging';
import { isTold } from './siblings.js';

/**
 * Runs this program in `count` processes that share its port, and carries what they tell each other. The others
 * start when the first listens, so that the first answers as soon as if it were alone. One that dies later is
 * replaced; one that cannot start ends them all. Resolves with the exit code when all have ended.
 */
export function supervise(count: number, logger: Logger): Promise<number> {
  let code = 0;
  let stopping = false;
  const listening = new Set<number>();
  const running = () => Object.values(cluster.workers ?? {}).filter((each) => each !== undefined);

  const stop = (because: number) => {
    code = Math.max(code, because);
    stopping = true;
    for (const worker of running()) worker.process.kill('SIGTERM');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(0));

  return new Promise((resolve) => {
    cluster.on('listening', (worker) => {
      listening.add(worker.id);
      for (let missing = count - running().length; missing > 0 && !stopping; missing--) cluster.fork();
      if (stopping) worker.process.kill('SIGTERM');
    });
    cluster.on('message', (from: Worker, message: unknown) => {
      if (!isTold(message)) return;
      for (const worker of running()) if (worker.id !== from.id && worker.isConnected()) worker.send(message);
    });
    cluster.on('exit', (worker, status, signal) => {
      if (!stopping && listening.delete(worker.id)) {
        logger.error(
          { pid: worker.process.pid, status, signal },
          'a web process ended; another takes its place',
        );
        cluster.fork();
      } else if (!stopping) stop(status || 1);
      if (running().length === 0) resolve(code);
    });
    cluster.fork();
  });
}
