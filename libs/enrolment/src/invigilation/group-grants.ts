import { Injectable } from '@nestjs/common';
import { type AccommodationGiven, Accommodations, type Grant } from '#assessment';
import type { Actor } from '#platform/http';
import { newId } from '#platform/ids';
import { TaskRepository } from '#platform/tasks';
import type { Member } from './sitters.js';

export const GRANT_GROUP = 'enrolment.grant-accommodations';
/** More people than these wait for the worker. */
const AT_ONCE = 100;

/** What the task needs to know; ids and choices. */
export interface GroupGrant {
  classId: string;
  grant: Grant;
  sitters: { enrolmentId: string; quizId: string }[];
}

/** Extra time and attempts for many people by one act. */
@Injectable()
export class GroupGrants {
  constructor(
    private readonly accommodations: Accommodations,
    private readonly tasks: TaskRepository,
  ) {}

  /** At once for a few; for many as a task, whose id is returned. */
  async grant(
    actor: Actor,
    classId: string,
    members: Member[],
    { minutes, attempts, once, reason }: AccommodationGiven,
  ): Promise<{ taskId: string | null; granted: number }> {
    const grant = {
      grantId: newId(),
      minutes,
      attempts,
      once: once === 'on',
      reason,
      grantedBy: actor.accountId,
    };
    const sitters = members
      .filter(({ attemptId }) => !grant.once || attemptId !== null)
      .map(({ enrolmentId, quizId }) => ({ enrolmentId, quizId }));
    if (sitters.length <= AT_ONCE)
      return { taskId: null, granted: await this.accommodations.grant(sitters, grant) };
    const params: GroupGrant = { classId, grant, sitters };
    return { taskId: await this.tasks.start(GRANT_GROUP, { ...params }, actor.accountId), granted: 0 };
  }
}
