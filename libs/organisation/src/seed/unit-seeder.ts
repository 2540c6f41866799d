import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import { projectRoot } from '#platform/i18n';
import { newId } from '#platform/ids';
import type { Departments } from '../directory/index.js';
import { Units } from '../unit/units.js';
import { type PeriodRow, type ReferenceUnits, type UnitRow, unitRows } from './unit-rows.js';

const FOLDER = path.join(projectRoot, 'seeds/reference');

/** Loads the country, its provinces, communes, departments and teams. Repeating it changes nothing. */
@Injectable()
export class UnitSeeder {
  constructor(
    private readonly db: DataSource,
    private readonly units: Units,
  ) {}

  /** Returns how many units were added. */
  async run(): Promise<number> {
    const [reference, departments] = await Promise.all([
      readJson<ReferenceUnits>('administrative-units-2025.json'),
      readJson<Departments>('departments.json'),
    ]);
    const rows = unitRows(reference, departments);
    const added = await inTransaction(this.db, async (tx) => {
      const before = await count(tx);
      await tx.query(INSERT_UNITS, [JSON.stringify(rows.units.map((unit) => ({ ...unit, id: newId() })))]);
      await tx.query(INSERT_PERIODS, [JSON.stringify(rows.periods)]);
      return (await count(tx)) - before;
    });
    this.units.forgetDirectory();
    return added;
  }
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse((await fs.readFile(path.join(FOLDER, name), 'utf8')).normalize('NFC')) as T;
}

async function count(tx: { query<T>(sql: string): Promise<T> }): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>('SELECT count(*)::int AS count FROM unit');
  return row?.count ?? 0;
}

const RECORD: Record<keyof UnitRow | 'id', string> = {
  id: 'uuid',
  code: 'text',
  kind: 'text',
  name: 'text',
  aliases: 'text[]',
  parent_code: 'text',
  province_code: 'text',
  path: 'text',
  valid_from: 'date',
};
const PERIOD: Record<keyof PeriodRow, string> = {
  code: 'text',
  valid_from: 'date',
  valid_to: 'date',
  kind: 'text',
  name: 'text',
  document: 'text',
};
const columns = (types: Record<string, string>) =>
  Object.entries(types)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');

const INSERT_UNITS = `
WITH given AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1) AS g(${columns(RECORD)}))
INSERT INTO unit (id, code, kind, name, aliases, parent_id, province_code, path, valid_from)
SELECT g.id, g.code, g.kind, g.name, g.aliases, coalesce(old.id, parent.id), g.province_code, g.path::ltree, g.valid_from
FROM given g
LEFT JOIN given parent ON parent.code = g.parent_code
LEFT JOIN unit old ON old.code = g.parent_code
ON CONFLICT (code) DO NOTHING`;

const INSERT_PERIODS = `
INSERT INTO unit_period (unit_id, valid_from, valid_to, kind, name, parent_id, document)
SELECT u.id, g.valid_from, g.valid_to, g.kind, g.name, u.parent_id, g.document
FROM jsonb_to_recordset($1) AS g(${columns(PERIOD)})
JOIN unit u ON u.code = g.code
WHERE NOT EXISTS (SELECT FROM unit_period p WHERE p.unit_id = u.id)`;
