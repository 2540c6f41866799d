import fs from 'node:fs';
import os from 'node:os';

/**
 * Lowers the priority of this process by `nice` (0 to 19), threads that run already included: on Linux a priority
 * belongs to a thread, and the garbage collector has threads of its own. Nobody may raise it again.
 */
export function standBack(nice: number): void {
  if (nice === 0) return;
  os.setPriority(nice);
  if (process.platform !== 'linux') return;
  for (const thread of fs.readdirSync('/proc/self/task')) {
    try {
      os.setPriority(Number(thread), nice);
    } catch {
      // It ended in between.
    }
  }
}
