import { Injectable } from '@nestjs/common';
import { type Framework, Frameworks } from '#competency';
import { Units } from '#organisation';
import type { Actor } from '#platform/http';
import { type CourseSheet, CourseSheets } from '../learning/course-sheets.js';
import { Learning } from '../learning/learning.js';
import type { CoursePageModel } from './course-page.model.js';
import { Openings } from './openings.js';

/** Gathers what the page of a course shows to this person. */
@Injectable()
export class CoursePages {
  constructor(
    private readonly sheets: CourseSheets,
    private readonly learning: Learning,
    private readonly openings: Openings,
    private readonly frameworks: Frameworks,
    private readonly units: Units,
  ) {}

  /** A learner sees the version they study, everybody else the published one. Throws NotFound. */
  async find(slug: string, actor: Actor | null): Promise<CoursePageModel> {
    const published = await this.sheets.published(slug);
    const { courseId } = published.facts;
    const learning = actor && (await this.learning.ofCourse(actor.accountId, courseId));
    const sheet = learning?.sheet ?? published;
    const [frameworks, openings, learners, unitName] = await Promise.all([
      this.frameworksOf(sheet),
      learning ? [] : this.openings.ofCourse(courseId),
      this.openings.learners(courseId),
      learning?.mine.status === 'enrolled' ? this.unitName(learning.mine.unitId) : null,
    ]);
    return { sheet, frameworks, learning, openings, unitName, learners, signedIn: actor !== null };
  }

  private async unitName(unitId: string | null): Promise<string | null> {
    return unitId && ((await this.units.find(unitId))?.name ?? null);
  }

  private async frameworksOf({ facts }: CourseSheet): Promise<Map<string, Framework>> {
    const codes = [...new Set(facts.skills.map((skill) => skill.framework))];
    const found = await Promise.all(codes.map((code) => this.frameworks.find(code)));
    return new Map(found.flatMap((each) => (each ? [[each.code, each]] : [])));
  }
}
