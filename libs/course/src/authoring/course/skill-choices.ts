import { Injectable } from '@nestjs/common';
import { Frameworks } from '#competency';
import type { Translate } from '#platform/i18n';
import type { Skill } from '../../version/course-facts.js';

interface SkillRow {
  name: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
}

export interface SkillGroup {
  /** The document that the framework comes from. */
  framework: string;
  domains: { title: string /** Something in it is chosen. */; open: boolean; rows: SkillRow[] }[];
}

/** The components of the frameworks as a form offers them, by domain, each with its level. */
@Injectable()
export class SkillChoices {
  constructor(private readonly frameworks: Frameworks) {}

  async groups(chosen: Skill[], t: Translate): Promise<SkillGroup[]> {
    const current = await Promise.all(chosen.map((skill) => this.current(skill)));
    const values = new Map(current.map((skill) => [fieldOf(skill), String(skill.level ?? 0)]));
    const row = (name: string, label: string): SkillRow => {
      const value = values.get(name) ?? '';
      values.delete(name);
      return { name, label, value, options: levels(t) };
    };
    const groups: SkillGroup[] = [];
    for (const framework of await this.frameworks.allInForce()) {
      const components = [...framework.components.values()];
      const titles = new Map(
        components.map((each) => [each.domainCode, `${each.domainCode}. ${each.domainName}`]),
      );
      const domains = [...titles].map(([domainCode, title]) => {
        const own = components.filter((each) => each.domainCode === domainCode);
        const rows = own.map((each) =>
          row(fieldOf({ framework: framework.code, component: each.code }), `${each.code} ${each.name}`),
        );
        return { title, open: rows.some((each) => each.value !== ''), rows };
      });
      groups.push({ framework: framework.document, domains });
    }
    // Chosen once, and no longer in a framework: they stay until the author takes them out.
    const rest = current.filter((skill) => values.has(fieldOf(skill)));
    const rows = rest.map((skill) => row(fieldOf(skill), `${skill.framework} ${skill.component}`));
    if (rows.length > 0)
      groups.push({ framework: '', domains: [{ title: t('course.skill.other'), open: true, rows }] });
    return groups;
  }

  /** Under the code that the version in force has for it. */
  private async current(skill: Skill): Promise<Skill> {
    const known = (await this.frameworks.find(skill.framework))?.component(skill.component);
    return known ? { ...skill, component: known.code } : skill;
  }

  /** «4.1 Bảo vệ thiết bị», or the code alone when its framework is not loaded. */
  async label({ framework, component }: Skill): Promise<string> {
    const name = await this.frameworks.componentName(framework, component);
    return name ? `${component} ${name}` : component;
  }
}

const fieldOf = ({ framework, component }: Omit<Skill, 'level'>): string => `skill.${framework}/${component}`;

const levels = (t: Translate) => [
  { value: '', label: t('course.skill.none') },
  { value: '0', label: t('course.skill.any-level') },
  ...Array.from({ length: 8 }, (_, index) => ({
    value: String(index + 1),
    label: t('course.skill.level', { level: index + 1 }),
  })),
];
