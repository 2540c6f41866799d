import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { type Issued, Issuing } from '../issuing/issuing.service.js';
import { type Place, Standings } from './standings.repository.js';

export const ISSUE_CLASS = 'certificate.issue-class';
export const CHECK_CLASS = 'certificate.check-class';

/** One transaction each: long enough to be quick, short enough that others get the register between two. */
const BATCH = 250;

const params = z.object({ classId: z.uuid() });

type Take = (enrolmentIds: string[]) => Promise<Issued>;

interface Checkpoint extends Record<string, unknown> {
  place: Place | null;
  /** Owed when the run began; the run that goes on counts with the same. */
  total: number;
  done: number;
  issued: number;
  refused: number;
}

/**
 * Everybody of a class who is owed a certificate, in the order in which they completed. Goes on from its checkpoint;
 * a batch that is issued twice has the effect of one, since whoever has a certificate is owed none.
 */
@Injectable()
export class ThroughClass {
  constructor(private readonly standings: Standings) {}

  async run({ task, progress }: TaskRun, take: Take): Promise<TaskResult> {
    const { classId } = params.parse(task.params);
    const at = (task.checkpoint as Checkpoint | null) ?? (await this.begin(classId));
    await progress(at.done, at.total, at);
    for (;;) {
      const batch = await this.standings.next(classId, at.place, BATCH);
      if (batch.length === 0) break;
      const { issued, refused } = await take(batch.map(({ id }) => id));
      at.place = batch.at(-1) ?? null;
      at.done += batch.length;
      at.issued += issued;
      at.refused += refused;
      // More may have completed since it began.
      at.total = Math.max(at.total, at.done);
      await progress(at.done, at.total, at);
    }
    const { issued, refused } = at;
    return { counts: { issued, refused }, href: `/classes/${classId}/certificates/issuance` };
  }

  private async begin(classId: string): Promise<Checkpoint> {
    const counts = await this.standings.counts(classId);
    return { place: null, total: counts.owed + counts['held-up'], done: 0, issued: 0, refused: 0 };
  }
}

@Injectable()
@RunsTask(ISSUE_CLASS)
export class IssueClass implements TaskRunner {
  constructor(
    private readonly people: ThroughClass,
    private readonly issuing: Issuing,
  ) {}

  run(run: TaskRun): Promise<TaskResult> {
    return this.people.run(run, (ids) => this.issuing.issue(ids));
  }
}

/** The same without taking a number: `issued` counts those who could have one. */
@Injectable()
@RunsTask(CHECK_CLASS)
export class CheckClass implements TaskRunner {
  constructor(
    private readonly people: ThroughClass,
    private readonly issuing: Issuing,
  ) {}

  run(run: TaskRun): Promise<TaskResult> {
    return this.people.run(run, async (ids) => {
      const { issuable, refused } = await this.issuing.check(ids);
      return { issued: issuable, refused };
    });
  }
}
