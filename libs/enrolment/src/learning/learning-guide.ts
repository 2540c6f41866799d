import { Injectable } from '@nestjs/common';
import type { LearningGuide, LearningPlace, NextStep } from '#assessment';
import { Catalogue, type Locale } from '#platform/i18n';
import { CourseSheets } from './course-sheets.js';
import { Learning } from './learning.js';
import { missingText } from './missing.view.js';
import { MyEnrolments } from './my-enrolments.js';
import { nextAction } from './next-action.js';
import { nextTitle } from './outline-page.view.js';

/** Tells the pages of an examination about the course around it; they have checked whose attempt it is. */
@Injectable()
export class EnrolmentGuide implements LearningGuide {
  constructor(
    private readonly learning: Learning,
    private readonly enrolments: MyEnrolments,
    private readonly sheets: CourseSheets,
    private readonly catalogue: Catalogue,
  ) {}

  async place(enrolmentId: string): Promise<LearningPlace | null> {
    const found = await this.enrolments.place(enrolmentId);
    if (!found) return null;
    const sheet = await this.sheets.get(found.versionId);
    return {
      courseTitle: sheet.facts.title,
      href: `/learn/${enrolmentId}`,
      groupId: found.classId,
      lessons: sheet.lessons.map(({ slug, title, minutes }) => ({ slug, title, minutes })),
    };
  }

  async nextStep(enrolmentId: string, locale: Locale): Promise<NextStep | null> {
    const found = await this.enrolments.place(enrolmentId);
    if (!found) return null;
    const learning = await this.learning.of(found.accountId, enrolmentId);
    const action = nextAction(learning);
    if (!action) return null;
    const t = this.catalogue.for(locale);
    return {
      title: nextTitle(learning, t),
      text: missingText(learning, t),
      action: t(action.label, action.params),
      href: action.post ? `/learn/${enrolmentId}` : action.href,
    };
  }
}
