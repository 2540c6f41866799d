import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CIRCULAR, Frameworks } from '#competency';
import { Catalogue } from '#platform/i18n';
import { AwardRules } from '../rule/award-rules.js';
import { SkillTargets } from '../target/skill-targets.js';

/** Share of the marks that the invented rules ask for. No regulation says so. */
const PERCENT = 70;
const QUESTIONS = 2;

interface Mapped {
  courseId: string;
  code: string;
  audience: ('official' | 'citizen' | 'student' | 'worker')[];
  component: string;
  level: number;
}

/** Invented rules and targets, so that a demonstration shows levels; each says of itself that it is invented. */
@Injectable()
export class DemoRulesSeeder {
  private readonly t = new Catalogue().for('vi');

  constructor(
    private readonly db: DataSource,
    private readonly rules: AwardRules,
    private readonly targets: SkillTargets,
    private readonly frameworks: Frameworks,
  ) {}

  /** Returns how many rules were added. */
  async run(): Promise<number> {
    const framework = await this.frameworks.find(CIRCULAR);
    if (!framework || (await this.rules.list()).length > 0) return 0;
    const mapped: Mapped[] = await this.db.query(
      `SELECT c.id AS "courseId", lower(c.code) AS code, v.audience, s ->> 'component' AS component, (s ->> 'level')::int AS level
       FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published', jsonb_array_elements(v.skills) s
       WHERE s ->> 'framework' = $1 AND s ->> 'level' IS NOT NULL ORDER BY c.code, 4`,
      [CIRCULAR],
    );
    const legalBasis = this.t('mastery.demo.legal-basis');
    for (const { courseId, code, component, level } of mapped) {
      const name = framework.component(component)?.name ?? component;
      const id = await this.rules.propose(
        {
          ...{ code: `${code}-${component}`.replace(/[^a-z0-9]+/g, '-'), courseId, level, legalBasis },
          ...{ title: this.t('mastery.demo.title', { name }), component: `${CIRCULAR}/${component}` },
          ...{ basis: 'examination', percent: PERCENT, minQuestions: QUESTIONS },
        },
        null,
        true,
      );
      await this.rules.approve(id, null);
    }
    for (const group of new Set(mapped.flatMap((each) => each.audience))) {
      const levels = new Map<string, number>();
      for (const each of mapped.filter((one) => one.audience.includes(group)))
        levels.set(each.component, Math.max(each.level, levels.get(each.component) ?? 0));
      await this.targets.approve(group, CIRCULAR, legalBasis, Object.fromEntries(levels), null);
    }
    return mapped.length;
  }
}
