import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CIRCULAR, MappingSources } from '#competency';

/** Tells the frameworks how many living questions hang on each component. Questions map to Circular 02 only. */
@Injectable()
export class QuestionMappings implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly sources: MappingSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({ kind: 'questions', count: (framework) => this.count(framework) });
  }

  private async count(framework: string): Promise<Map<string, number>> {
    if (framework !== CIRCULAR) return new Map();
    const rows: { code: string; count: number }[] = await this.db.query(
      `SELECT v.component_code AS code, count(*)::int AS count FROM question q
       JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
       WHERE q.retired_at IS NULL AND v.component_code IS NOT NULL GROUP BY 1`,
    );
    return new Map(rows.map(({ code, count }) => [code, count]));
  }
}
