import { Inject, Injectable, Optional } from '@nestjs/common';
import { BoundedCache } from '#platform/cache';
import { NotFound } from '#platform/errors';
import type { Locale } from '#platform/i18n';

/** Where an attempt belongs: the course version that its enrolment follows, or the contest it is an entry in. */
export interface LearningPlace {
  courseTitle: string;
  /** The learner's own outline of the course; of an entry, its page, which stands for the result page. */
  href: string;
  /** The class, by whose rules results are told. */
  groupId?: string;
  lessons: { slug: string; title: string; minutes: number }[];
  /** Set when handing in goes to a form of the context above, with one question more. */
  handIn?: HandIn;
}

/** A whole number asked together with handing in. */
export interface HandIn {
  /** Address that takes the form and closes the attempt. */
  action: string;
  name: string;
  /** Locale keys. */
  label: string;
  hint: string;
  max: number;
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

/** The same for attempts that belong to an entry in a contest. */
export interface EntryGuide {
  place(entryId: string): Promise<LearningPlace | null>;
}
export const ENTRY_GUIDE = Symbol('ENTRY_GUIDE');

/** What an attempt belongs to: one of them is set. */
interface Belonging {
  enrolmentId: string | null;
  entryId: string | null;
}

@Injectable()
export class LearningContext {
  private readonly places = new BoundedCache<LearningPlace>(10_000);

  constructor(
    @Optional() @Inject(LEARNING_GUIDE) private readonly guide: LearningGuide | null,
    @Optional() @Inject(ENTRY_GUIDE) private readonly entries: EntryGuide | null,
  ) {}

  /** Kept in the process: learners keep the course version they started, and contests their title. */
  async place({ enrolmentId, entryId }: Belonging): Promise<LearningPlace | null> {
    const id = (enrolmentId ?? entryId) as string;
    const known = this.places.get(id);
    if (known) return known;
    const place = (await (enrolmentId ? this.guide : this.entries)?.place(id)) ?? null;
    if (place) this.places.set(id, place);
    return place;
  }

  /**
   * The same for telling a result. Throws NotFound when the enrolment is no longer there: without its class nobody
   * can say what may be told.
   */
  async placeToTell(belonging: Belonging): Promise<LearningPlace | null> {
    const place = await this.place(belonging);
    if (!place && belonging.enrolmentId && this.guide) throw new NotFound();
    return place;
  }

  async nextStep({ enrolmentId }: Belonging, locale: Locale): Promise<NextStep | null> {
    return (enrolmentId && (await this.guide?.nextStep(enrolmentId, locale))) || null;
  }
}
