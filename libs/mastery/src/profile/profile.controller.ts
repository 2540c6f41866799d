import { Controller, Get } from '@nestjs/common';
import { CIRCULAR, Frameworks } from '#competency';
import { Access, type Actor, CurrentActor, page, Scoped } from '#platform/http';
import { SkillTargets } from '../target/skill-targets.js';
import { domainAxes, isGap, nextCourse, type ProfileRow, profileRows } from './profile.policy.js';
import { ProfileRepository } from './profile.repository.js';

/** One's own levels in the framework, each with its evidence, and what is missing for one's group. */
@Controller('my-skills')
@Access('signed-in')
@Scoped('own')
export class ProfileController {
  constructor(
    private readonly repository: ProfileRepository,
    private readonly targets: SkillTargets,
    private readonly frameworks: Frameworks,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor) {
    const framework = await this.frameworks.find(CIRCULAR);
    if (!framework) return page('mastery/profile/show', { framework: null });
    const group = await this.repository.group(actor.accountId);
    const [held, target, courses] = await Promise.all([
      this.repository.held(actor.accountId, CIRCULAR),
      this.targets.of(group),
      this.repository.courses(actor.accountId, group, CIRCULAR),
    ]);
    const rows = profileRows(framework, held, target?.levels ?? null);
    const next = nextCourse(framework, rows, courses);
    const most = framework.levels.size;
    // Domains in which there is something to say come first.
    const ordered = [...rows.filter(isTold), ...rows];
    const domains = [...new Set(ordered.map((row) => row.domainCode))];
    return page('mastery/profile/show', {
      framework: { document: framework.document, version: framework.version },
      most,
      group: `mastery.group.${group}`,
      target: target && { version: target.version, legalBasis: target.legalBasis },
      axes: domainAxes(rows),
      heldCount: rows.filter((row) => row.held).length,
      total: rows.length,
      gaps: rows.filter(isGap).length,
      next: next && {
        href: `/courses/${next.course.slug}`,
        title: next.course.title,
        covers: next.covers.map(({ code, name }) => `${code} ${name}`),
      },
      domains: domains.map((code) => {
        const own = rows.filter((row) => row.domainCode === code);
        return {
          ...{ code, name: own[0]?.domainName },
          rows: own.filter(isTold).map((row) => rowView(row, most)),
          rest: own.filter((row) => !isTold(row)).map(({ code, name }) => ({ code, name })),
        };
      }),
    });
  }
}

/** Held or asked for; the rest is folded away. */
const isTold = ({ held, needed }: ProfileRow): boolean => held !== null || needed !== null;

function rowView(row: ProfileRow, most: number) {
  const { code, name, level, needed, held } = row;
  return {
    ...{ code, name, level, needed, most },
    enough: needed !== null && level >= needed,
    evidence: held && {
      rule: held.ruleTitle,
      ruleVersion: held.ruleVersion,
      legalBasis: held.legalBasis,
      course: held.courseTitle,
      frameworkVersion: held.frameworkVersion,
      at: held.happenedAt,
      href: held.attemptId && `/attempts/${held.attemptId}/result`,
      number: held.attemptNumber,
      percent: held.maxUnits ? Math.floor(((held.units ?? 0) * 1000) / held.maxUnits) / 10 : null,
    },
  };
}
