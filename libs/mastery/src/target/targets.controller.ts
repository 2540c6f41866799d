import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CIRCULAR, Frameworks } from '#competency';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { cleanText } from '#platform/text';
import { GROUPS, SkillTargets, type TargetGroup } from './skill-targets.js';

const targetInput = z.object({
  legalBasis: z.string().max(500).transform(cleanText).pipe(z.string().min(1)),
});
const LEVEL = 'level.';

/** Which level of each component a group is to reach, by whose decision. */
@Controller('admin/skill-targets')
@Access('system-admin', 'programme-admin', 'registrar', 'auditor')
@Scoped('all')
export class TargetsController {
  constructor(
    private readonly targets: SkillTargets,
    private readonly frameworks: Frameworks,
  ) {}

  @Get()
  async list() {
    const groups = await Promise.all(
      GROUPS.map(async (group) => ({ ...groupView(group), target: await this.targets.of(group) })),
    );
    return page('mastery/target/list', { groups });
  }

  @Get(':group')
  async show(@Param('group') name: string, @CurrentActor() actor: Actor) {
    const group = groupOf(name);
    const target = await this.targets.of(group);
    const framework = await this.frameworks.find(CIRCULAR);
    const choices = [0, ...(framework?.levels.keys() ?? [])];
    return page('mastery/target/show', {
      ...groupView(group),
      framework: framework && { title: framework.title, document: framework.document },
      version: target?.version ?? null,
      legalBasis: target?.legalBasis ?? '',
      mayManage: hasRole(actor, 'system-admin'),
      components: [...(framework?.components.values() ?? [])].map(({ code, name: label }) => ({
        code,
        label,
        field: `${LEVEL}${code}`,
        options: choices.map((level) => ({ level, chosen: (target?.levels[code] ?? 0) === level })),
      })),
    });
  }

  @Post(':group')
  @Access('system-admin')
  async approve(
    @Param('group') name: string,
    @Body() body: Record<string, string>,
    @CurrentActor() actor: Actor,
  ) {
    const group = groupOf(name);
    const { legalBasis } = parseInput(targetInput, body);
    const chosen = Object.entries(body).filter(
      ([field, value]) => field.startsWith(LEVEL) && /^[1-8]$/.test(value),
    );
    const levels = Object.fromEntries(
      chosen.map(([field, value]) => [field.slice(LEVEL.length), Number(value)]),
    );
    await this.targets.approve(group, CIRCULAR, legalBasis, levels, actor.accountId);
    return redirect('/admin/skill-targets', { kind: 'success', key: 'mastery.target.approved' });
  }
}

const groupView = (group: TargetGroup) => ({
  group,
  label: `mastery.group.${group}`,
  href: `/admin/skill-targets/${group}`,
});

function groupOf(name: string): TargetGroup {
  const group = GROUPS.find((each) => each === name);
  if (!group) throw new NotFound();
  return group;
}
