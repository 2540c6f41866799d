import { Injectable } from '@nestjs/common';
import { type Framework, Frameworks } from '#competency';
import { BoundedCache } from '#platform/cache';
import type { Locale } from '#platform/i18n';
import { type Stencil, Views } from '#platform/views';
import type { CourseSheet } from '../learning/course-sheets.js';
import { type CourseFacets, MARKS } from './course-page.model.js';
import { coursePageView } from './course-page.view.js';

type CourseStencil = Stencil<'enrolment' | 'attempt'>;

/** About 50 KB each. */
const MOST = 300;

/**
 * The page of a course, rendered once for all readers who are equally far: a class of hundreds differs in a dozen
 * ways. It is made of the version and the facets and of nothing else, so no reader can meet another's.
 */
@Injectable()
export class CoursePageHtml {
  private readonly rendered = new BoundedCache<CourseStencil>(MOST);

  constructor(
    private readonly views: Views,
    private readonly frameworks: Frameworks,
  ) {}

  async get(sheet: CourseSheet, facets: CourseFacets, locale: Locale): Promise<CourseStencil> {
    const frameworks = await this.frameworksOf(sheet);
    const versions = [sheet.facts.versionId, ...frameworks.map((each) => each.versionId)];
    const key = JSON.stringify([locale, versions, facets]);
    const known = this.rendered.get(key);
    if (known) return known;
    const model = { ...facets, sheet, frameworks: new Map(frameworks.map((each) => [each.code, each])) };
    const view = coursePageView(model, this.views.catalogue.for(locale));
    const stencil = this.views.stencil('enrolment/course-page/body', view, locale, MARKS);
    this.rendered.set(key, stencil);
    return stencil;
  }

  private async frameworksOf({ facts }: CourseSheet): Promise<Framework[]> {
    const codes = [...new Set(facts.skills.map((skill) => skill.framework))];
    const found = await Promise.all(codes.map((code) => this.frameworks.find(code)));
    return found.filter((each) => each !== null);
  }
}
