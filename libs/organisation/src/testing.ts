import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

const FROM = '2025-07-01';

export interface UnitFacts {
  /** ltree path such as `vn.31.11311`; the unit at the path above becomes the parent when there is one. */
  path: string;
  name?: string;
  kind?: string;
  /** The last label of the path, with hyphens for underscores, unless given. */
  code?: string;
}

/** A unit that exists since 1 July 2025. */
export async function makeUnit(
  db: Pick<EntityManager, 'query'>,
  { path, name = path, kind = 'commune', code = codeOf(path) }: UnitFacts,
): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO unit (id, code, kind, name, path, valid_from, parent_id)
     VALUES ($1, $2, $3, $4, $5, $6, (SELECT id FROM unit WHERE path = $7::ltree))`,
    [id, code, kind, name, path, FROM, path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : null],
  );
  await db.query(
    `INSERT INTO unit_period (unit_id, valid_from, kind, name, parent_id)
     SELECT id, valid_from, kind, name, parent_id FROM unit WHERE id = $1`,
    [id],
  );
  return id;
}

const codeOf = (path: string): string => (path.split('.').at(-1) as string).replaceAll('_', '-');
