/** Runs the work of one key in turn, so that a hundred guesses sent at once are judged one after the other. */
export class OneAtATime {
  private readonly tails = new Map<string, { last: Promise<unknown>; waiting: number }>();

  constructor(private readonly most: number) {}

  /** Undefined when too many are already waiting for this key. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T | undefined> {
    const tail = this.tails.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (tail.waiting >= this.most) return undefined;
    this.tails.set(key, tail);
    tail.waiting += 1;
    const mine = tail.last.then(work);
    tail.last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      tail.waiting -= 1;
      if (tail.waiting === 0) this.tails.delete(key);
    }
  }
}
