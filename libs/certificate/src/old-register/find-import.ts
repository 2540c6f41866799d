import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import type { OldImport } from './old-import.js';
import type { OldImportRows } from './old-imports.repository.js';

/** Units whose registers somebody keeps. */
export const registersOf = (actor: Actor): readonly string[] => scopePaths(actor, 'registrar');

/** Of the registers that the actor keeps; throws {@link NotFound}. */
export async function findImport(rows: OldImportRows, actor: Actor, id: string): Promise<OldImport> {
  const given = isUuid(id) ? await rows.find(registersOf(actor), id) : null;
  if (!given) throw new NotFound();
  return given;
}
