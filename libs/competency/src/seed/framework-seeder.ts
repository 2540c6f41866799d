import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { projectRoot } from '#platform/i18n';
import { newId } from '#platform/ids';
import {
  type CircularFile,
  circularRows,
  type DecisionFile,
  decisionRows,
  type FrameworkRows,
} from './framework-rows.js';

const FOLDER = path.join(projectRoot, 'seeds/reference');

/** Loads the frameworks of the reference. A version that is already there is left as it is. */
@Injectable()
export class FrameworkSeeder {
  constructor(private readonly db: DataSource) {}

  /** Returns how many frameworks were added. */
  async run(): Promise<number> {
    const circular = circularRows(await readJson<CircularFile>('digital-competence-framework-tt02.json'));
    const decision = decisionRows(await readJson<DecisionFile>('digital-skills-framework-757.json'));
    return inTransaction(this.db, async (tx) => {
      let added = 0;
      for (const rows of [circular, decision]) if (await addFramework(tx, rows)) added += 1;
      return added;
    });
  }
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse((await fs.readFile(path.join(FOLDER, name), 'utf8')).normalize('NFC')) as T;
}

async function addFramework(tx: EntityManager, rows: FrameworkRows): Promise<boolean> {
  const { code, version, title, document, effective_date, applies_to, notes } = rows.framework;
  const id = newId();
  const inserted: unknown[] = await tx.query(
    `INSERT INTO framework (id, code, version, title, document, effective_date, applies_to, notes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code, version) DO NOTHING RETURNING id`,
    [id, code, version, title, document, effective_date, applies_to, JSON.stringify(notes)],
  );
  if (inserted.length === 0) return false;
  const withIds = <T extends object>(list: T[]) =>
    JSON.stringify(list.map((row) => ({ id: newId(), ...row })));
  await tx.query(INSERT_LEVELS, [id, JSON.stringify(rows.levels)]);
  await tx.query(INSERT_DOMAINS, [id, withIds(rows.domains)]);
  await tx.query(INSERT_COMPONENTS, [id, withIds(rows.components)]);
  await tx.query(INSERT_INDICATORS, [id, withIds(rows.indicators)]);
  return true;
}

const INSERT_LEVELS = `
INSERT INTO framework_level (framework_id, level, code, proficiency)
SELECT $1, g.level, g.code, g.proficiency
FROM jsonb_to_recordset($2) AS g(level int, code text, proficiency text)`;

const INSERT_DOMAINS = `
INSERT INTO framework_domain (id, framework_id, code, name, description, target_group, evidence, position)
SELECT g.id, $1, g.code, g.name, g.description, g.target_group, g.evidence, g.position
FROM jsonb_to_recordset($2) AS g(id uuid, code text, name text, description text, target_group text, evidence text,
  position int)`;

const INSERT_COMPONENTS = `
INSERT INTO framework_component (id, framework_id, domain_id, code, name, description, evidence, position)
SELECT g.id, $1, d.id, g.code, g.name, g.description, g.evidence, g.position
FROM jsonb_to_recordset($2) AS g(id uuid, domain text, code text, name text, description text, evidence text,
  position int)
JOIN framework_domain d ON d.framework_id = $1 AND d.code = g.domain`;

const INSERT_INDICATORS = `
INSERT INTO framework_indicator (id, component_id, level, code, text, evidence, position)
SELECT g.id, c.id, g.level, g.code, g.text, g.evidence, g.position
FROM jsonb_to_recordset($2) AS g(id uuid, component text, level int, code text, text text, evidence text,
  position int)
JOIN framework_component c ON c.framework_id = $1 AND c.code = g.component`;
