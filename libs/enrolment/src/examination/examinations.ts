import { Injectable } from '@nestjs/common';
import { Attempts, momentText, PreparedAttempts } from '#assessment';
import { DomainError } from '#platform/errors';
import type { Actor } from '#platform/http';
import { isUuid } from '#platform/ids';
import { START_PREPARED } from '../class-start/start-sql.js';
import { Learning } from '../learning/learning.js';

/** The door to the examination: the same rule for the page and the API. */
@Injectable()
export class Examinations {
  constructor(
    private readonly learning: Learning,
    private readonly attempts: Attempts,
    private readonly prepared: PreparedAttempts,
  ) {}

  /**
   * As {@link start}, and where an attempt was prepared for the common start of the class by one statement, which
   * holds the same door.
   */
  async startPrepared(actor: Actor, enrolmentId: string): Promise<{ attemptId: string; resumed: boolean }> {
    const { accountId, sessionId: deviceId } = actor;
    const attemptId = isUuid(enrolmentId)
      ? await this.prepared.start(START_PREPARED, { accountId, enrolmentId, deviceId })
      : null;
    return attemptId ? { attemptId, resumed: false } : this.start(actor, enrolmentId);
  }

  /**
   * Starts the examination of an enrolment, or goes on with the running one. Throws NotFound when it is not
   * this person's, else DomainError: `enrolment.no-examination`, `.class-ahead`, `.class-over`,
   * `.lessons-missing`, `.already-passed`, `.result-held-back`, `.no-attempts-left`, `.retake-too-early`,
   * `.start-ahead`, or what assessment refuses.
   */
  async start(actor: Actor, enrolmentId: string): Promise<{ attemptId: string; resumed: boolean }> {
    const { mine, sheet, state, attempts } = await this.learning.of(actor.accountId, enrolmentId);
    if (!sheet.exam || !state.exam) throw new DomainError('enrolment.no-examination');
    const { next } = state;
    if (next.kind === 'wait-for-class')
      throw new DomainError('enrolment.class-ahead', { date: shown(mine.startsOn) });
    if (next.kind === 'class-over')
      throw new DomainError('enrolment.class-over', { date: shown(mine.endsOn) });
    if (state.exam.state === 'locked')
      throw new DomainError('enrolment.lessons-missing', {
        count: state.missing.length,
        lessons: namesOf(state.missing),
      });
    if (state.exam.state === 'passed') throw new DomainError('enrolment.already-passed');
    if (attempts.at(-1)?.heldBack) throw new DomainError('enrolment.result-held-back');
    if (state.exam.state === 'exhausted')
      throw new DomainError('enrolment.no-attempts-left', { allowed: state.exam.rules.attempts });
    if (state.exam.from)
      throw new DomainError('enrolment.retake-too-early', { time: momentText(state.exam.from) });
    if (state.exam.opensAt && state.exam.state !== 'running')
      throw new DomainError('enrolment.start-ahead', { time: momentText(mine.start!.startsAt) });
    return this.attempts.start({
      quizId: sheet.exam.quiz.id,
      accountId: actor.accountId,
      enrolmentId,
      deviceId: actor.sessionId,
      retakes: state.exam.rules,
    });
  }
}

/** At most three names in quotation marks, then how many more. */
function namesOf(lessons: { title: string }[]): string {
  const names = lessons.slice(0, 3).map((lesson) => `“${lesson.title}”`);
  return lessons.length > 3 ? `${names.join(', ')}…` : names.join(', ');
}

const shown = (day: string): string => day.split('-').reverse().join('/');
