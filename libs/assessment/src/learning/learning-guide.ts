import { Inject, Injectable, Optional } from '@nestjs/common';
import { BoundedCache } from '#platform/cache';
import type { Locale } from '#platform/i18n';

/** The course version that an attempt's enrolment follows. */
export interface LearningPlace {
  courseTitle: string;
  /** The learner's own outline of the course. */
  href: string;
  lessons: { slug: string; title: string; minutes: number }[];
}

/** What still stands between the learner and the certificate. */
export interface NextStep {
  title: string;
  text: string;
  action: string;
  href: string;
}

/**
 * What the pages of an examination show of the course around it. The context that owns enrolments, which lies
 * above this one, provides it under {@link LEARNING_GUIDE}; without it the pages leave those lines out.
 */
export interface LearningGuide {
  place(enrolmentId: string): Promise<LearningPlace | null>;
  /** In the language of the reader. */
  nextStep(enrolmentId: string, locale: Locale): Promise<NextStep | null>;
}
export const LEARNING_GUIDE = Symbol('LEARNING_GUIDE');

@Injectable()
export class LearningContext {
  private readonly places = new BoundedCache<LearningPlace>(10_000);

  constructor(@Optional() @Inject(LEARNING_GUIDE) private readonly guide: LearningGuide | null) {}

  /** Kept in the process: learners keep the course version they started. */
  async place(enrolmentId: string): Promise<LearningPlace | null> {
    const known = this.places.get(enrolmentId);
    if (known) return known;
    const place = (await this.guide?.place(enrolmentId)) ?? null;
    if (place) this.places.set(enrolmentId, place);
    return place;
  }

  async nextStep(enrolmentId: string, locale: Locale): Promise<NextStep | null> {
    return (await this.guide?.nextStep(enrolmentId, locale)) ?? null;
  }
}
