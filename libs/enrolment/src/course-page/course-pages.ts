import { Injectable } from '@nestjs/common';
import { Units } from '#organisation';
import type { Actor } from '#platform/http';
import type { Locale } from '#platform/i18n';
import { Learning } from '../learning/learning.js';
import type { MyEnrolment } from '../learning/my-enrolments.js';
import { facetsOf } from './course-page.model.js';
import { CoursePageHtml } from './course-page-html.js';
import { Openings } from './openings.js';

/** Gathers what the page of a course shows to this person. */
@Injectable()
export class CoursePages {
  constructor(
    private readonly learning: Learning,
    private readonly openings: Openings,
    private readonly units: Units,
    private readonly html: CoursePageHtml,
  ) {}

  /** A learner sees the version they study, everybody else the published one. Throws NotFound. */
  async find(slug: string, actor: Actor | null, locale: Locale) {
    const { courseId, learning, sheet } = await this.learning.inCourse(slug, actor?.accountId ?? null);
    const learners = await this.openings.learners(courseId);
    const facets = {
      learning: learning && facetsOf(learning, await this.unitNaming(learning.mine)),
      openings: learning ? [] : await this.openings.ofCourse(courseId),
      learners: { count: learners.count, at: learners.at.getTime() },
      signedIn: actor !== null,
    };
    const stencil = await this.html.get(sheet, facets, locale);
    return {
      title: sheet.facts.title,
      lead: sheet.facts.summary,
      body: stencil.with({
        enrolment: learning?.mine.id ?? '',
        attempt: learning?.state.exam?.attemptId ?? '',
      }),
    };
  }

  private async unitNaming({ status, unitId }: MyEnrolment): Promise<string | null> {
    return status === 'enrolled' && unitId ? ((await this.units.find(unitId))?.name ?? null) : null;
  }
}
