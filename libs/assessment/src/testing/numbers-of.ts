import type { DataSource } from 'typeorm';

/**
 * What a form sends for options: their numbers in the order that this attempt shows. Options of true-or-false are
 * `true` and `false`. Whatever is no option stays as it is.
 */
export async function numbersOf(
  db: Pick<DataSource, 'query'>,
  attemptId: string,
  position: number,
  ids: string[],
): Promise<string[]> {
  const [{ options }] = await db.query(
    "SELECT items->$2::int->'options' AS options FROM attempt WHERE id = $1",
    [attemptId, position - 1],
  );
  return ids.map((id) => (options?.includes(id) ? `${options.indexOf(id) + 1}` : id));
}
