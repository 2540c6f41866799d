import type { DataSource, EntityManager } from 'typeorm';

const RETRY = new Set(['40001', '40P01']);

/** Runs `work` in one transaction; repeats it after a deadlock or a serialisation failure (at most 5 times). */
export async function inTransaction<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!RETRY.has(code) || attempt === 5) throw error;
    }
  }
}
