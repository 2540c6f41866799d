import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Catalogue } from '#platform/i18n';
import { LOGGER, type Logger } from '#platform/logging';
import { type Letter, Mailer, type MailOutcome, MailUnavailable } from '#platform/mail';
import { type Claimed, Mails } from './mails.repository.js';

/** A server that is busy is asked after 1, 2, 4 … minutes; then it counts as having refused. */
const MOST_TRIES = 6;
const FIRST_DELAY_SECONDS = 60;

/** What became of the letters of one run. */
export interface Posted {
  sent: number;
  refused: number;
  /** The server could not be reached: what is left waits. */
  isDown: boolean;
}

/** Tells holders of their certificates by mail, one after another at the agreed rate, nobody twice by itself. */
@Injectable()
export class Mailing {
  private readonly words = new Catalogue();

  constructor(
    private readonly mails: Mails,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Sends what is due in a class; `told` is called after each letter and may throw to stop there. */
  async post(classId: string, told: (posted: Posted) => Promise<void>): Promise<Posted> {
    const posted: Posted = { sent: 0, refused: 0, isDown: false };
    for (;;) {
      const claimed = await this.mails.claim(classId);
      if (!claimed) return posted;
      try {
        const outcome = await this.send(claimed);
        if (outcome === 'sent') posted.sent += 1;
        if (outcome === 'refused') posted.refused += 1;
      } catch (error) {
        if (!(error instanceof MailUnavailable)) throw error;
        this.logger.warn({ reason: error.message }, 'mail cannot be sent: it waits');
        await this.mails.postpone(claimed.certificateId, 0, null);
        return { ...posted, isDown: true };
      }
      await told(posted);
      await pause(this.mailer.pauseMs);
    }
  }

  private async send(claimed: Claimed): Promise<MailOutcome['state'] | 'none'> {
    const { certificateId, address, isValid, tries } = claimed;
    if (!isValid) {
      await this.mails.drop(certificateId);
      return 'none';
    }
    if (!address) {
      await this.mails.settle(certificateId, 'no-address');
      return 'none';
    }
    const { state, code } = await this.mailer.send(this.letter(claimed, address));
    if (state === 'later' && tries < MOST_TRIES)
      await this.mails.postpone(certificateId, FIRST_DELAY_SECONDS * 2 ** (tries - 1), code);
    else await this.mails.settle(certificateId, state === 'later' ? 'refused' : state, code);
    return state;
  }

  /** In the language of the holder; the link holds the public code and nothing else. */
  private letter({ certificateId, facts, serial, code, locale }: Claimed, to: string): Letter {
    const t = this.words.for(locale);
    const said = {
      name: facts.holder.name,
      course: facts.course.name,
      issuer: facts.issuer.name,
      serial,
      link: `${this.config.publicUrl}/verify/${code}`,
      own: `${this.config.publicUrl}/certificates`,
    };
    const subject = t('certificate.mail.subject', said).replace(/\s+/g, ' ');
    const text = ['greeting', 'body', 'link', 'own', 'automatic']
      .map((part) => t(`certificate.mail.letter.${part}`, said))
      .join('\n\n');
    return { id: certificateId, to, subject, text: `${text}\n` };
  }
}
