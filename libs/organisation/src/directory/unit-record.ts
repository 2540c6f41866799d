/** One unit as lookup needs it. `code` is the state code (2 or 5 digits) or, for a department, `31-SKHCN`. */
export interface UnitRecord {
  id: string;
  code: string;
  name: string;
  kind: 'province' | 'commune' | 'department' | 'team' | 'office';
  parentCode: string | null;
  provinceCode: string;
  /** Other names in use: abbreviations, and full names of before a change (`Xã Long Thành`). */
  aliases: string[];
}

/** Why a unit that was found still deserves a look: other kind of commune, or a spelling that differs. */
export type UnitCaution = 'kind-differs' | 'spelling';

export type UnitMatch =
  | { kind: 'found'; unit: UnitRecord; how: 'exact' | 'without-diacritics' | 'alias'; caution?: UnitCaution }
  | { kind: 'ambiguous'; candidates: UnitRecord[] }
  /** `suggestions`: nearest names of the province; `elsewhere`: units of that very name in other provinces. */
  | { kind: 'unknown'; suggestions: UnitRecord[]; elsewhere: UnitRecord[] };
