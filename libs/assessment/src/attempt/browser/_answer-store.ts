/** What the learner changed and the server has not acknowledged. Left out: unchanged. */
export interface Change {
  position: number;
  answer?: string[];
  flagged?: boolean;
}
export interface Pending extends Change {
  seq: number;
}

interface Row extends Pending {
  attempt: string;
}

const PENDING = 'pending';
const COUNTERS = 'counters';

/**
 * Unacknowledged answers of one attempt, kept in IndexedDB so that they outlive the page; in memory where the
 * browser refuses that. Numbers are given out in the same transaction, so that two tabs never share one.
 */
export class AnswerStore {
  private memory: Pending[] = [];
  private next: number;

  private constructor(
    private readonly attempt: string,
    nextSeq: number,
    private readonly db: IDBDatabase | null,
  ) {
    this.next = nextSeq;
  }

  /** `nextSeq`: the first number that the server has not seen from this device. */
  static async open(attempt: string, nextSeq: number): Promise<AnswerStore> {
    return new AnswerStore(attempt, nextSeq, await openDatabase().catch(() => null));
  }

  async add(change: Change): Promise<void> {
    if (!this.db) {
      this.memory.push({ ...change, seq: this.next++ });
      return;
    }
    const tx = this.db.transaction([PENDING, COUNTERS], 'readwrite');
    const counter = (await request(tx.objectStore(COUNTERS).get(this.attempt))) as
      | { next: number }
      | undefined;
    const seq = Math.max(counter?.next ?? 0, this.next);
    tx.objectStore(COUNTERS).put({ attempt: this.attempt, next: seq + 1 });
    tx.objectStore(PENDING).put({ ...change, seq, attempt: this.attempt });
    await done(tx);
  }

  /** Oldest first. */
  async all(): Promise<Pending[]> {
    if (!this.db) return [...this.memory];
    const mine = IDBKeyRange.bound([this.attempt, 0], [this.attempt, Number.MAX_SAFE_INTEGER]);
    const rows = (await request(this.db.transaction(PENDING).objectStore(PENDING).getAll(mine))) as Row[];
    return rows.map(({ attempt: _, ...pending }) => pending);
  }

  async remove(seqs: number[]): Promise<void> {
    this.memory = this.memory.filter((each) => !seqs.includes(each.seq));
    if (!this.db) return;
    const tx = this.db.transaction(PENDING, 'readwrite');
    for (const seq of seqs) tx.objectStore(PENDING).delete([this.attempt, seq]);
    await done(tx);
  }

  /** Gives answers new numbers from `next` on: the server knows theirs with another content. */
  async renumber(seqs: number[], next: number): Promise<void> {
    const moved = (await this.all()).filter((each) => seqs.includes(each.seq));
    this.next = Math.max(this.next, next);
    await this.remove(seqs);
    for (const { seq: _, ...change } of moved) await this.add(change);
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open('hocvuso-answers', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(PENDING, { keyPath: ['attempt', 'seq'] });
    opening.result.createObjectStore(COUNTERS, { keyPath: 'attempt' });
  };
  return request(opening);
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function done(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
}
