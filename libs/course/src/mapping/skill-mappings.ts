import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MappingSources } from '#competency';

/** Tells the frameworks how many courses and lessons, drafted or published, hang on each of their components. */
@Injectable()
export class SkillMappings implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly sources: MappingSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({ kind: 'courses', count: (framework) => this.count(COURSES, framework) });
    this.sources.register({ kind: 'lessons', count: (framework) => this.count(LESSONS, framework) });
  }

  private async count(sql: string, framework: string): Promise<Map<string, number>> {
    const rows: { code: string; count: number }[] = await this.db.query(sql, [framework]);
    return new Map(rows.map(({ code, count }) => [code, count]));
  }
}

const COURSES = `
SELECT s ->> 'component' AS code, count(DISTINCT v.course_id)::int AS count
FROM course_version v, jsonb_array_elements(v.skills) s
WHERE v.status IN ('draft', 'published') AND s ->> 'framework' = $1 GROUP BY 1`;

const LESSONS = `
SELECT s ->> 'component' AS code, count(DISTINCT (v.course_id, l.lesson_key))::int AS count
FROM lesson l JOIN course_version v ON v.id = l.version_id, jsonb_array_elements(l.skills) s
WHERE v.status IN ('draft', 'published') AND s ->> 'framework' = $1 GROUP BY 1`;
