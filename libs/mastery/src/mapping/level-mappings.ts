import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MappingSources } from '#competency';

/** Tells the frameworks what hangs on each of their components here: rules, targets, and levels that people have. */
@Injectable()
export class LevelMappings implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly sources: MappingSources,
  ) {}

  onModuleInit(): void {
    for (const [kind, sql] of Object.entries({ rules: RULES, targets: TARGETS, levels: LEVELS }))
      this.sources.register({ kind, count: (framework) => this.count(sql, framework) });
  }

  private async count(sql: string, framework: string): Promise<Map<string, number>> {
    const rows: { code: string; count: number }[] = await this.db.query(sql, [framework]);
    return new Map(rows.map(({ code, count }) => [code, count]));
  }
}

const RULES = `
SELECT r.component_code AS code, count(*)::int AS count FROM award_rule r
JOIN framework_version v ON v.id = r.framework_version_id JOIN framework f ON f.id = v.framework_id
WHERE r.status <> 'retired' AND f.code = $1 GROUP BY 1`;

const TARGETS = `
SELECT k.code, count(*)::int AS count FROM (
  SELECT DISTINCT ON (target_group) levels, framework_version_id FROM skill_target ORDER BY target_group, version DESC) t
JOIN framework_version v ON v.id = t.framework_version_id JOIN framework f ON f.id = v.framework_id,
  jsonb_object_keys(t.levels) AS k(code)
WHERE f.code = $1 GROUP BY 1`;

const LEVELS = `
SELECT r.component_code AS code, sum(r.people)::int AS count FROM skill_rollup r JOIN framework f ON f.id = r.framework_id
WHERE f.code = $1 GROUP BY 1 HAVING sum(r.people) > 0`;
