import { Controller, Get, Query } from '@nestjs/common';
import { CIRCULAR, Frameworks } from '#competency';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, Scoped, scopePaths } from '#platform/http';
import { SkillTargets } from '../target/skill-targets.js';
import { UnitSkills } from './unit-skills.js';
import { gapRows } from './unit-skills.policy.js';

/** What the people of a unit, and of those below it, can do already and what they lack. */
@Controller('skills')
@Access('unit-manager', 'programme-admin', 'auditor')
@Scoped('unit')
export class UnitSkillsController {
  constructor(
    private readonly skills: UnitSkills,
    private readonly targets: SkillTargets,
    private readonly frameworks: Frameworks,
  ) {}

  @Get()
  async show(@Query() query: Record<string, string>, @CurrentActor() actor: Actor) {
    const paths = scopePaths(actor, 'unit-manager', 'programme-admin', 'auditor');
    const unit = await this.skills.unit(query['unit'] || null, paths);
    const framework = await this.frameworks.find(CIRCULAR);
    if (!unit || !framework) throw new NotFound();
    const groups = await this.skills.people(unit.path);
    const shown = groups.find((each) => each.group === query['group']) ?? groups[0] ?? null;
    const target = shown && (await this.targets.of(shown.group));
    const counts = shown ? await this.skills.counts(unit.path, shown.group, CIRCULAR) : [];
    const at = (group: string) => `/skills?unit=${unit.code}&group=${group}`;
    return page('mastery/unit-page/show', {
      unit: { name: unit.name },
      framework: { document: framework.document },
      people: shown?.people ?? 0,
      target: target && { version: target.version, legalBasis: target.legalBasis },
      groups: groups.map(({ group, people }) => ({
        ...{
          href: at(group),
          labelKey: `mastery.group.${group}`,
          count: people,
          current: group === shown?.group,
        },
      })),
      rows: shown ? gapRows(framework, counts, shown.people, target?.levels ?? null) : [],
      below: (await this.skills.below(unit.path)).map(({ code, name, people }) => ({
        ...{ name, people, href: `/skills?unit=${code}` },
      })),
    });
  }
}
