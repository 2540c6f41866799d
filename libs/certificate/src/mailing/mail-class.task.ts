import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Sweep, Sweeps } from '#platform/jobs';
import { Mailer } from '#platform/mail';
import {
  RunsTask,
  TaskCancelled,
  TaskRepository,
  type TaskResult,
  type TaskRun,
  type TaskRunner,
} from '#platform/tasks';
import { Mailing, type Posted } from './mailing.service.js';
import { Mails } from './mails.repository.js';

export const MAIL_CLASS = 'certificate.mail-class';
const params = z.object({ classId: z.uuid() });

/** Lists everybody of a class and sends; begun again it goes on with those who wait. Called off, nobody waits. */
@Injectable()
@RunsTask(MAIL_CLASS)
export class MailClass implements TaskRunner {
  constructor(
    private readonly mails: Mails,
    private readonly mailing: Mailing,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { classId } = params.parse(task.params);
    try {
      const total = await this.mails.enlist(classId);
      const done = ({ sent, refused }: Posted) => Math.min(total, sent + refused);
      await progress(0, total);
      const posted = await this.mailing.post(classId, (now) => progress(done(now), total));
      await progress(done(posted), total);
      const { sent, refused } = posted;
      return { counts: { sent, refused }, href: `/classes/${classId}/certificates/mail` };
    } catch (error) {
      if (error instanceof TaskCancelled) await this.mails.stop(classId);
      throw error;
    }
  }
}

/** Once the server answers again, what waits is sent, whoever asked for it. */
@Injectable()
@Sweeps('certificate.send-waiting-mail')
export class SendWaitingMail implements Sweep {
  constructor(
    private readonly mails: Mails,
    private readonly mailer: Mailer,
    private readonly tasks: TaskRepository,
  ) {}

  async sweep(): Promise<number> {
    await this.mails.giveUpLost();
    const due = await this.mails.dueClasses(MAIL_CLASS);
    if (due.length === 0 || !(await this.mailer.isReachable())) return 0;
    for (const classId of due) await this.tasks.start(MAIL_CLASS, { classId }, null);
    return due.length;
  }
}
