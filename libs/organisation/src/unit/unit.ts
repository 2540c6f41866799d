export type UnitKind = 'country' | 'province' | 'commune' | 'department' | 'office' | 'team';

/** A unit as it is today. */
export interface Unit {
  id: string;
  /** State code (2 or 5 digits), or for offices and teams `31-SKHCN`, `11842-CNSCD`. The country is `vn`. */
  code: string;
  kind: UnitKind;
  name: string;
  parentId: string | null;
  provinceCode: string | null;
  /** ltree path: `vn.31.31_SKHCN`. A subtree is `path <@ root`. */
  path: string;
}

/** A unit with the name of its province, for lists where 245 commune names repeat. */
export interface FoundUnit extends Unit {
  provinceName: string | null;
}

/** What a unit was from one day to another (the last day excluded; null while it lasts). */
export interface UnitPeriod {
  validFrom: string;
  validTo: string | null;
  kind: UnitKind;
  name: string;
  parentId: string | null;
  document: string | null;
}

/** One label of an ltree path; labels hold no hyphens. */
export const pathLabel = (code: string): string => code.replaceAll('-', '_');

/** Whether the path lies in one of the subtrees, as `path <@ ANY(roots)` says it in the database. */
export const isWithin = (path: string, roots: readonly string[]): boolean =>
  roots.some((root) => path === root || path.startsWith(`${root}.`));
