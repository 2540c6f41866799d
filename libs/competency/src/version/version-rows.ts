import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import type {
  ComponentRow,
  DomainRow,
  FrameworkDocument,
  FrameworkHead,
  IndicatorRow,
  LevelRow,
} from '../document/framework-document.js';

type Db = Pick<EntityManager, 'query'>;

/** Adds the rows of a document to an empty draft. */
export async function insertRows(tx: Db, versionId: string, document: FrameworkDocument): Promise<void> {
  const rows = (list: readonly object[]) =>
    JSON.stringify(list.map((row, position) => ({ id: newId(), position, ...row })));
  await tx.query(INSERT_LEVELS, [versionId, rows(document.levels)]);
  await tx.query(INSERT_DOMAINS, [versionId, rows(document.domains)]);
  await tx.query(SET_PARENTS, [versionId, rows(document.domains)]);
  await tx.query(INSERT_COMPONENTS, [versionId, rows(document.components)]);
  await tx.query(INSERT_INDICATORS, [versionId, rows(document.indicators)]);
}

/** The document of a version, as it was imported. */
export async function readDocument(db: Db, versionId: string): Promise<FrameworkDocument> {
  const [framework]: FrameworkHead[] = await db.query(
    `SELECT f.code, v.version, v.title, v.document, v.effective_date::text AS "effectiveDate",
            v.applies_to AS "appliesTo", v.notes, v.retired_codes AS retired
     FROM framework_version v JOIN framework f ON f.id = v.framework_id WHERE v.id = $1`,
    [versionId],
  );
  const levels: LevelRow[] = await db.query(
    'SELECT level, code, proficiency FROM framework_level WHERE version_id = $1 ORDER BY level',
    [versionId],
  );
  const domains: DomainRow[] = await db.query(
    `SELECT d.code, p.code AS parent, d.name, d.description, d.target_group AS "targetGroup", d.evidence
     FROM framework_domain d LEFT JOIN framework_domain p ON p.id = d.parent_id
     WHERE d.version_id = $1 ORDER BY d.position`,
    [versionId],
  );
  const components: ComponentRow[] = await db.query(
    `SELECT d.code AS domain, c.code, c.name, c.description, c.evidence, c.replaces
     FROM framework_component c JOIN framework_domain d ON d.id = c.domain_id
     WHERE c.version_id = $1 ORDER BY c.position`,
    [versionId],
  );
  const indicators: IndicatorRow[] = await db.query(
    `SELECT c.code AS component, i.level, i.code, i.text, i.evidence
     FROM framework_indicator i JOIN framework_component c ON c.id = i.component_id
     WHERE i.version_id = $1 ORDER BY i.position`,
    [versionId],
  );
  return { framework: framework as FrameworkHead, levels, domains, components, indicators };
}

const INSERT_LEVELS = `
INSERT INTO framework_level (version_id, level, code, proficiency)
SELECT $1, g.level, g.code, g.proficiency
FROM jsonb_to_recordset($2) AS g(level int, code text, proficiency text)`;

const INSERT_DOMAINS = `
INSERT INTO framework_domain (id, version_id, code, name, description, target_group, evidence, position)
SELECT g.id, $1, g.code, g.name, g.description, g."targetGroup", g.evidence, g.position
FROM jsonb_to_recordset($2) AS g(id uuid, code text, name text, description text, "targetGroup" text, evidence text,
  position int)`;

const SET_PARENTS = `
UPDATE framework_domain d SET parent_id = p.id
FROM jsonb_to_recordset($2) AS g(code text, parent text)
JOIN framework_domain p ON p.version_id = $1 AND p.code = g.parent
WHERE d.version_id = $1 AND d.code = g.code`;

const INSERT_COMPONENTS = `
INSERT INTO framework_component (id, version_id, domain_id, code, name, description, evidence, replaces, position)
SELECT g.id, $1, d.id, g.code, g.name, g.description, g.evidence,
  ARRAY(SELECT jsonb_array_elements_text(g.replaces)), g.position
FROM jsonb_to_recordset($2) AS g(id uuid, domain text, code text, name text, description text, evidence text,
  replaces jsonb, position int)
JOIN framework_domain d ON d.version_id = $1 AND d.code = g.domain`;

const INSERT_INDICATORS = `
INSERT INTO framework_indicator (id, version_id, component_id, level, code, text, evidence, position)
SELECT g.id, $1, c.id, g.level, g.code, g.text, g.evidence, g.position
FROM jsonb_to_recordset($2) AS g(id uuid, component text, level int, code text, text text, evidence text,
  position int)
JOIN framework_component c ON c.version_id = $1 AND c.code = g.component`;
