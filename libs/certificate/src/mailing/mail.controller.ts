import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { DomainError, Forbidden } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Mailer } from '#platform/mail';
import { TaskRepository } from '#platform/tasks';
import { ChoosingIssuer } from '../class-issuer/choosing-issuer.js';
import { MAIL_CLASS } from './mail-class.task.js';
import { Mails } from './mails.repository.js';

const SHOWN = 100;
const start = z.strictObject({ mode: z.enum(['new', 'again']) });

/** Telling the holders of a class by mail: who was told, whom no letter reached and why. */
@Controller('classes/:classId/certificates/mail')
@Access('registrar', 'programme-admin', 'system-admin')
@Scoped('unit')
export class MailController {
  constructor(
    private readonly choosing: ChoosingIssuer,
    private readonly mails: Mails,
    private readonly mailer: Mailer,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  @Get()
  async show(@Param('classId') classId: string, @CurrentActor() actor: Actor) {
    const training = await this.inCharge(actor, classId);
    const [counts, undelivered] = await Promise.all([
      this.mails.counts(classId),
      this.mails.undelivered(classId, SHOWN),
    ]);
    return page('certificate/mailing/show', {
      training,
      base: `/classes/${classId}/certificates/mail`,
      isSetUp: this.mailer.isSetUp,
      sent: counts.sent,
      waiting: counts.waiting + counts.sending,
      unreached: counts.refused + counts.unsure,
      noAddress: counts['no-address'],
      unlisted: counts.unlisted,
      undelivered: undelivered.map((each) => ({
        ...each,
        reasonKey: `certificate.mail.state.${each.state}`,
        code: each.smtpCode,
      })),
    });
  }

  @Post()
  @Accepts(start)
  async start(@Param('classId') classId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    await this.inCharge(actor, classId);
    const { mode } = parseInput(start, body);
    if (!this.mailer.isSetUp) throw new DomainError('certificate.mail-not-set-up');
    if (mode === 'again') await this.mails.again(classId);
    const taskId = await this.tasks.start(MAIL_CLASS, { classId }, actor.accountId);
    await this.audit.record(this.db.manager, {
      actorId: actor.accountId,
      action: MAIL_CLASS,
      subjectType: 'class',
      subjectId: classId,
      detail: { task: taskId, again: mode === 'again' },
    });
    return redirect(`/tasks/${taskId}`);
  }

  private async inCharge(actor: Actor, classId: string) {
    const { training, mayChoose } = await this.choosing.of(actor, classId);
    if (!mayChoose) throw new Forbidden();
    return training;
  }
}
