import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface FrameworkSummary {
  id: string;
  code: string;
  version: string;
  title: string;
  document: string;
  effectiveDate: string | null;
  appliesTo: string | null;
  notes: Record<string, string>;
  domains: number;
  components: number;
  indicators: number;
  waiting: number;
}

export interface ComponentSummary {
  domainCode: string;
  domainName: string;
  domainEvidence: string;
  domainDescription: string | null;
  code: string | null;
  name: string | null;
  evidence: string | null;
  indicators: number;
  twoSources: number;
  sourcesDiffer: number;
}

export interface IndicatorRow {
  level: number | null;
  levelCode: string | null;
  proficiency: string | null;
  code: string;
  text: string;
  evidence: string;
}

const SUMMARY = `f.id, f.code, f.version, f.title, f.document, f.effective_date::text AS "effectiveDate",
  f.applies_to AS "appliesTo", f.notes,
  (SELECT count(*)::int FROM framework_domain d WHERE d.framework_id = f.id AND d.evidence <> 'waiting') AS domains,
  (SELECT count(*)::int FROM framework_component c WHERE c.framework_id = f.id) AS components,
  (SELECT count(*)::int FROM framework_indicator i JOIN framework_component c ON c.id = i.component_id
   WHERE c.framework_id = f.id) AS indicators,
  (SELECT count(*)::int FROM framework_domain d WHERE d.framework_id = f.id AND d.evidence = 'waiting') AS waiting`;

/** What the framework pages show, with how far each wording was verified. */
@Injectable()
export class FrameworkRepository {
  constructor(private readonly db: DataSource) {}

  async list(): Promise<FrameworkSummary[]> {
    return this.db.query(`SELECT ${SUMMARY} FROM framework f ORDER BY f.effective_date, f.code`);
  }

  async find(code: string): Promise<FrameworkSummary | null> {
    const rows: FrameworkSummary[] = await this.db.query(
      `SELECT ${SUMMARY} FROM framework f WHERE f.code = $1 ORDER BY f.effective_date DESC NULLS LAST, f.version DESC LIMIT 1`,
      [code],
    );
    return rows[0] ?? null;
  }

  /** Domains with their components; a domain that waits for an import has one row without a component. */
  async components(frameworkId: string): Promise<ComponentSummary[]> {
    return this.db.query(
      `SELECT d.code AS "domainCode", d.name AS "domainName", d.evidence AS "domainEvidence",
         d.description AS "domainDescription", c.code, c.name, c.evidence, count(i.id)::int AS indicators,
         count(i.id) FILTER (WHERE i.evidence = 'two-sources')::int AS "twoSources",
         count(i.id) FILTER (WHERE i.evidence = 'sources-differ')::int AS "sourcesDiffer"
       FROM framework_domain d LEFT JOIN framework_component c ON c.domain_id = d.id
       LEFT JOIN framework_indicator i ON i.component_id = c.id
       WHERE d.framework_id = $1 GROUP BY d.id, c.id ORDER BY d.position, c.position`,
      [frameworkId],
    );
  }

  async indicators(frameworkId: string, component: string): Promise<IndicatorRow[]> {
    return this.db.query(
      `SELECT i.level, l.code AS "levelCode", l.proficiency, i.code, i.text, i.evidence
       FROM framework_indicator i JOIN framework_component c ON c.id = i.component_id
       LEFT JOIN framework_level l ON l.framework_id = c.framework_id AND l.level = i.level
       WHERE c.framework_id = $1 AND c.code = $2 ORDER BY i.level, i.position`,
      [frameworkId, component],
    );
  }
}
