import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG, type Config } from '#platform/config';

export interface Letter {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  /** Names the message for good: the same letter has the same, so that mailboxes can tell a second copy. */
  id: string;
}

/**
 * `refused`: the server will not take this letter for this address, for good. `later`: not now. `unsure`: the
 * connection broke while the letter was on its way, so it may have arrived. `code` is the SMTP reply (RFC 5321).
 */
export type MailOutcome =
  | { state: 'sent' | 'unsure'; code: null }
  | { state: 'refused' | 'later'; code: number };

/** The server cannot be reached or takes no mail from us: nothing was sent, and other letters would fare no better. */
export class MailUnavailable extends Error {}

const SECONDS = 1000;
const TIMEOUTS = {
  connectionTimeout: 10 * SECONDS,
  greetingTimeout: 10 * SECONDS,
  socketTimeout: 30 * SECONDS,
};
/** Failures before the first word about a letter. */
const BEFORE_SENDING = new Set(['EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'ECONFIG']);

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  command?: string;
  syscall?: string;
}

/** Sends single letters through the SMTP server of the installation, each on a connection of its own. */
@Injectable()
export class Mailer {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get isSetUp(): boolean {
    return this.config.mail !== null;
  }

  /** Pause between two letters that keeps to the agreed rate, in milliseconds. */
  get pauseMs(): number {
    return 60_000 / (this.config.mail?.perMinute ?? 60_000);
  }

  /** Whether the server answers and lets us in. */
  async isReachable(): Promise<boolean> {
    if (!this.isSetUp) return false;
    return this.transport()
      .verify()
      .then(
        () => true,
        () => false,
      );
  }

  /** Throws MailUnavailable. */
  async send({ to, subject, text, id }: Letter): Promise<MailOutcome> {
    const host = new URL(this.config.publicUrl).hostname;
    try {
      await this.transport().sendMail({
        ...{ from: this.config.mail?.from, to: { name: '', address: to }, subject, text },
        messageId: `<${id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { state: 'sent', code: null };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    }
  }

  private transport() {
    const { mail } = this.config;
    if (!mail) throw new MailUnavailable('SMTP_URL is not set');
    return createTransport({ url: mail.url, disableFileAccess: true, disableUrlAccess: true, ...TIMEOUTS });
  }
}

function outcomeOf(error: SmtpError): MailOutcome {
  const { code, responseCode, command, syscall } = error;
  if (responseCode !== undefined && responseCode !== 421 && aboutTheLetter(code, command))
    return { state: responseCode >= 500 ? 'refused' : 'later', code: responseCode };
  if (responseCode !== undefined || syscall === 'connect' || BEFORE_SENDING.has(code ?? ''))
    throw new MailUnavailable(`${code ?? error.name} ${responseCode ?? ''}`.trim());
  return { state: 'unsure', code: null };
}

/** Its receiver or its content; not who sends it, nor how we signed in. */
const aboutTheLetter = (code: string | undefined, command: string | undefined): boolean =>
  (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
