import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fold } from '#platform/text';
import { UnitDirectory } from '../directory/index.js';
import type { UnitRecord } from '../directory/unit-record.js';
import type { FoundUnit, Unit, UnitPeriod } from './unit.js';

const COLUMNS = `u.id, u.code, u.kind, u.name, u.parent_id AS "parentId", u.province_code AS "provinceCode",
  u.path::text AS path`;
const ALIVE = 'u.valid_to IS NULL';

export interface UnitQuery {
  /** ltree paths that may be seen; nothing is found without one. */
  scope: readonly string[];
  kinds?: readonly Unit['kind'][];
  limit?: number;
}

/** Reading the tree of units. Whoever shows units to a person passes that person's scope. */
@Injectable()
export class Units {
  private directoryOnce: Promise<UnitDirectory> | null = null;

  constructor(private readonly db: DataSource) {}

  async find(id: string): Promise<Unit | null> {
    return (await this.byIds([id])).get(id) ?? null;
  }

  async findByCode(code: string): Promise<Unit | null> {
    const rows: Unit[] = await this.db.query(`SELECT ${COLUMNS} FROM unit u WHERE u.code = $1`, [code]);
    return rows[0] ?? null;
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Unit>> {
    const rows: Unit[] = await this.db.query(`SELECT ${COLUMNS} FROM unit u WHERE u.id = ANY($1::uuid[])`, [
      ids,
    ]);
    return new Map(rows.map((unit) => [unit.id, unit]));
  }

  async byCodes(codes: readonly string[]): Promise<Map<string, Unit>> {
    const rows: Unit[] = await this.db.query(`SELECT ${COLUMNS} FROM unit u WHERE u.code = ANY($1::text[])`, [
      codes,
    ]);
    return new Map(rows.map((unit) => [unit.code, unit]));
  }

  async byPaths(paths: readonly string[]): Promise<Unit[]> {
    return this.db.query(`SELECT ${COLUMNS} FROM unit u WHERE u.path = ANY($1::ltree[]) ORDER BY u.path`, [
      paths,
    ]);
  }

  /** From the country down to the unit's parent. */
  async ancestors(id: string): Promise<Unit[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM unit u JOIN unit low ON low.id = $1 AND low.path <@ u.path AND low.id <> u.id
       ORDER BY nlevel(u.path)`,
      [id],
    );
  }

  async children(parentId: string): Promise<Unit[]> {
    const rows: Unit[] = await this.db.query(
      `SELECT ${COLUMNS} FROM unit u WHERE u.parent_id = $1 AND ${ALIVE}`,
      [parentId],
    );
    return rows.sort(asOffered);
  }

  /** The unit and everything below it. */
  async subtree(path: string): Promise<Unit[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM unit u WHERE u.path <@ $1::ltree AND ${ALIVE} ORDER BY u.path`,
      [path],
    );
  }

  /** Units whose name, other names, code and province hold every word of the text, diacritics ignored. */
  async search(text: string, { scope, kinds, limit = 20 }: UnitQuery): Promise<FoundUnit[]> {
    const words = fold(text)
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
      .slice(0, 10);
    if (words.length === 0 || scope.length === 0) return [];
    const rows: FoundUnit[] = await this.db.query(
      `SELECT ${COLUMNS}, p.name AS "provinceName"
       FROM unit u LEFT JOIN unit p ON p.code = u.province_code AND p.id <> u.id
       WHERE u.path <@ ANY($1::ltree[]) AND ${ALIVE} AND ($2::text[] IS NULL OR u.kind = ANY($2))
         AND search_text(concat_ws(' ', u.name, array_to_string(u.aliases, ' '), u.code, p.name))
             LIKE ALL (SELECT '%' || w || '%' FROM unnest($3::text[]) w)
       ORDER BY search_text(u.name) LIKE '%' || $4 || '%' DESC,
         (SELECT count(*) FROM unnest($3::text[]) w WHERE search_text(u.name) LIKE '%' || w || '%') DESC, nlevel(u.path), length(u.name), u.name, u.code
       LIMIT $5`,
      [scope, kinds ?? null, words, words.join(' '), limit],
    );
    return rows;
  }

  /** What the unit was called on a day (`2025-12-31`); null before it existed. */
  async nameAt(id: string, day: string): Promise<string | null> {
    return (await this.namesAt([id], day)).get(id) ?? null;
  }

  async namesAt(ids: readonly string[], day: string): Promise<Map<string, string>> {
    const rows: { id: string; name: string }[] = await this.db.query(
      `SELECT unit_id AS id, name FROM unit_period
       WHERE unit_id = ANY($1::uuid[]) AND daterange(valid_from, valid_to) @> $2::date`,
      [ids, day],
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  async history(id: string): Promise<UnitPeriod[]> {
    return this.db.query(
      `SELECT valid_from::text AS "validFrom", valid_to::text AS "validTo", kind, name, parent_id AS "parentId", document
       FROM unit_period WHERE unit_id = $1 ORDER BY valid_from`,
      [id],
    );
  }

  /** Lookup of units by what people write for them; read once per process, as units change with the law. */
  directory(): Promise<UnitDirectory> {
    this.directoryOnce ??= this.records().then(
      (records) => new UnitDirectory(records),
      (error: unknown) => {
        this.directoryOnce = null;
        throw error;
      },
    );
    return this.directoryOnce;
  }

  /** After units were written. */
  forgetDirectory(): void {
    this.directoryOnce = null;
  }

  private async records(): Promise<UnitRecord[]> {
    return this.db.query(
      `SELECT u.id, u.code, u.name, u.kind, CASE WHEN p.kind = 'country' THEN NULL ELSE p.code END AS "parentCode",
              u.province_code AS "provinceCode", u.aliases
       FROM unit u JOIN unit p ON p.id = u.parent_id
       WHERE u.kind <> 'country' AND ${ALIVE}`,
    );
  }
}

const KIND_ORDER = ['country', 'province', 'office', 'department', 'commune', 'team'];
const collator = new Intl.Collator('vi', { numeric: true });

/** Offices first, then departments, then communes; each by name. */
function asOffered(a: Unit, b: Unit): number {
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || collator.compare(a.name, b.name);
}
