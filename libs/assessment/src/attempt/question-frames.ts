import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#platform/cache';
import type { Locale } from '#platform/i18n';
import { type Filled, newMarks, type Stencil, Views } from '#platform/views';
import type { headerView, mapView, questionView } from './attempt.view.js';

const MARKS = newMarks('attempt', 'nextSeq');

/** About 20 KB each. */
const MOST = 500;

/**
 * What is around a question on its page: ways to go on, map, notices. Rendered once for all learners who are at the
 * same position with the same questions answered and flagged, as everybody is who has just begun. It is made of the
 * quiz and these facets and of nothing else, so no learner can meet another's.
 */
@Injectable()
export class QuestionFrames {
  private readonly rendered = new BoundedCache<Stencil<'attempt' | 'nextSeq'>>(MOST);

  constructor(private readonly views: Views) {}

  get(
    header: ReturnType<typeof headerView>,
    question: ReturnType<typeof questionView>,
    map: ReturnType<typeof mapView>,
    locale: Locale,
  ): Filled {
    const model = {
      header: { quizTitle: header.quizTitle, attemptId: MARKS.attempt, nextSeq: MARKS.nextSeq },
      question: waysOn(question),
      map,
    };
    const key = JSON.stringify([locale, model]);
    let stencil = this.rendered.get(key);
    if (!stencil) {
      stencil = this.views.stencil('assessment/attempt/frame', model, locale, MARKS);
      this.rendered.set(key, stencil);
    }
    return stencil.with({ attempt: header.attemptId, nextSeq: `${header.nextSeq}` });
  }
}

/** Of a question all but what it asks and what was answered. */
function waysOn(question: ReturnType<typeof questionView>) {
  const { position, last, flagged, previous, next, toPrevious, toNext } = question;
  const { readOnly, sequential, gated, closes, nextSection } = question;
  return {
    ...{ position, last, flagged, previous, next, toPrevious, toNext },
    ...{ readOnly, sequential, gated, closes, nextSection },
  };
}
