/** Remembers what never changes, at most `limit` entries; the one unused for longest goes first. */
export class BoundedCache<T> {
  private readonly entries = new Map<string, T>();

  constructor(private readonly limit: number) {}

  async get(key: string, load: () => Promise<T | null>): Promise<T | null> {
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    const loaded = await load();
    if (loaded === null) return null;
    this.entries.set(key, loaded);
    if (this.entries.size > this.limit) this.entries.delete(this.entries.keys().next().value as string);
    return loaded;
  }
}
