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

/** Milliseconds of processor time spent so far by each part of an installation and by this process. */
export function cpuMs({ web, workers, databaseHome }) {
  if (!fs.existsSync('/proc/self/stat')) return null;
  const sum = (children) => children.reduce((total, child) => total + (stat(child.pid)?.own ?? 0), 0);
  const postmaster = Number(
    fs.readFileSync(path.join(databaseHome, 'data/postmaster.pid'), 'utf8').split('\n')[0],
  );
  const { own, ended } = stat(postmaster) ?? { own: 0, ended: 0 };
  const backends = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(stat)
    .filter((found) => found?.parent === postmaster);
  return {
    web: sum(web),
    worker: sum(workers),
    database: own + ended + backends.reduce((total, each) => total + each.own, 0),
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
