/** Where processor time goes, read from /proc; null on systems without it. */
import fs from 'node:fs';
import path from 'node:path';

const MS_PER_TICK = 10;

function stat(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) =>
      Number(fields[at]),
    );
    return {
      parent,
      own: (user + system) * MS_PER_TICK,
      ended: (childUser + childSystem) * MS_PER_TICK,
    };
  } catch {
    return null;
  }
}

const isPid = (name) => /^\d+$/.test(name);

/** A process with all that descend from it, and those of them that have ended. */
function treeOf(pid, all) {
  const root = all.get(String(pid));
  if (!root) return 0;
  const children = [...all].filter(([, each]) => each.parent === Number(pid));
  return children.reduce((total, [child]) => total + treeOf(child, all), root.own + root.ended);
}

/** Milliseconds of processor time spent so far by each part of an installation and by this process. */
export function cpuMs({ web, workers, databaseHome }) {
  if (!fs.existsSync('/proc/self/stat')) return null;
  const all = new Map(
    fs
      .readdirSync('/proc')
      .filter(isPid)
      .map((pid) => [pid, stat(pid)])
      .filter(([, found]) => found),
  );
  const sum = (children) => children.reduce((total, child) => total + treeOf(child.pid, all), 0);
  const postmaster = fs.readFileSync(path.join(databaseHome, 'data/postmaster.pid'), 'utf8').split('\n')[0];
  return {
    web: sum(web),
    worker: sum(workers),
    database: treeOf(postmaster, all),
    generator: stat(process.pid).own,
  };
}

/** What each part spent between two readings, for one of `count` things done. */
export function cpuEach(before, after, count) {
  if (!before || !after) return null;
  return Object.fromEntries(
    Object.entries(after).map(([part, ms]) => [part, Math.round(((ms - before[part]) / count) * 100) / 100]),
  );
}
