import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MappingSources } from '#competency';

/** Tells the frameworks how many rules, drafted or the newest of their group, ask for a level of each component. */
@Injectable()
export class RequirementMappings implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly sources: MappingSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({ kind: 'requirements', count: (framework) => this.count(framework) });
  }

  private async count(framework: string): Promise<Map<string, number>> {
    const rows: { code: string; count: number }[] = await this.db.query(
      `SELECT q ->> 'component' AS code, count(DISTINCT r.id)::int AS count
       FROM recognition_rule r, jsonb_array_elements(r.requirements) q
       WHERE q ->> 'kind' = 'skill' AND q ->> 'framework' = $1 AND (r.status = 'draft' OR NOT EXISTS (
         SELECT FROM recognition_rule n WHERE n.target_group = r.target_group AND n.status = 'approved'
           AND n.version > r.version)) GROUP BY 1`,
      [framework],
    );
    return new Map(rows.map(({ code, count }) => [code, count]));
  }
}
