import { Injectable } from '@nestjs/common';
import { Frameworks } from '#competency';
import type { Translate } from '#platform/i18n';
import type { Exemption, Requirement } from './rule.policy.js';
import { type Rule, RuleBook } from './rule-book.js';

/** A part of a rule in words, with the course that leads to it. */
export interface PartWords {
  id: string;
  label: string;
  note: string | null;
  href: string | null;
}

/** Says what rules ask for, with the names that courses and components have today. */
@Injectable()
export class RuleWords {
  constructor(
    private readonly book: RuleBook,
    private readonly frameworks: Frameworks,
  ) {}

  async requirements(rule: Rule, t: Translate): Promise<PartWords[]> {
    const [courses, examinations] = await Promise.all([this.courses(), this.book.examinations()]);
    return Promise.all(
      rule.requirements.map(async (each) => {
        if (each.kind === 'skill') return this.skill(each, t);
        const course = courses.get(each.courseId);
        const href = course ? `/courses/${course.slug}` : null;
        const title = course?.title ?? t('recognition.part.course-gone');
        if (each.kind === 'course')
          return { id: each.id, label: t('recognition.part.course', { title }), note: null, href };
        const name = examinations.find(({ lessonKey }) => lessonKey === each.lessonKey)?.title ?? title;
        return {
          ...{ id: each.id, href, label: t('recognition.part.examination', { name, title }) },
          note: numbersOf(rule, t),
        };
      }),
    );
  }

  async exemptions(exemptions: readonly Exemption[], t: Translate): Promise<PartWords[]> {
    const courses = await this.courses();
    return exemptions.map((each) => {
      if (each.kind === 'age')
        return {
          id: each.id,
          label: t('recognition.part.age', { from: each.from }),
          note: null,
          href: null,
        };
      if (each.kind === 'stated') return { id: each.id, label: each.text, note: null, href: null };
      const title = courses.get(each.courseId)?.title ?? t('recognition.part.course-gone');
      const key = each.kind === 'certificate' ? 'recognition.part.certificate' : 'recognition.part.course';
      return { id: each.id, label: t(key, { title }), note: null, href: null };
    });
  }

  private async skill(part: Extract<Requirement, { kind: 'skill' }>, t: Translate): Promise<PartWords> {
    const framework = await this.frameworks.find(part.framework);
    const component = framework?.component(part.component);
    const said = component ? `${component.code} ${component.name}` : part.component;
    const label = t('recognition.part.skill', { component: said, level: part.level });
    return { id: part.id, label, note: framework?.document ?? null, href: '/my-skills' };
  }

  private async courses() {
    return new Map((await this.book.courses()).map((course) => [course.id, course]));
  }
}

function numbersOf({ questions, thresholdPercent, attempts }: Rule, t: Translate): string {
  const said = (value: number | null) => value ?? '…';
  return t('recognition.part.numbers', {
    questions: said(questions),
    percent: said(thresholdPercent),
    attempts: said(attempts),
  });
}
