import { Injectable } from '@nestjs/common';
import { type Actor, page, redirect } from '#platform/http';
import { LearningContext } from '../learning/learning-guide.js';
import { AnswerJournal, type AttemptState } from './answer-journal.repository.js';
import { isActive } from './answers.service.js';
import { headerView } from './attempt.view.js';
import { type AttemptSnapshot, AttemptSnapshots } from './attempt-snapshots.repository.js';
import { Submissions } from './submissions.service.js';

type Show = (
  attempt: AttemptSnapshot,
  state: AttemptState,
  header: ReturnType<typeof headerView>,
) => Promise<object>;

/** What every page of an attempt asks first: whether it is still open, runs, and is answered at this device. */
@Injectable()
export class OpenAttempts {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly journal: AnswerJournal,
    private readonly submissions: Submissions,
    private readonly learning: LearningContext,
  ) {}

  /** Throws NotFound for another person's attempt as for one that is not there. */
  async show(id: string, actor: Actor, show: Show): Promise<object> {
    const attempt = await this.snapshots.own(id, actor.accountId);
    const state = await this.journal.state(attempt.id);
    // Not a change that the visit asks for: the time is over, and the sweeper would do it within a minute.
    if (state.status === 'open' && state.overdue) await this.submissions.closeOverdue([attempt.id]);
    if (state.status !== 'open' || state.overdue) return redirect(`/attempts/${attempt.id}/result`);
    const header = headerView(attempt, state, await this.learning.place(attempt));
    if (state.paused) return page('assessment/attempt/paused', { header });
    if (!isActive(state, { deviceId: actor.sessionId }))
      return page('assessment/attempt/other-device', { header });
    return show(attempt, state, header);
  }
}
