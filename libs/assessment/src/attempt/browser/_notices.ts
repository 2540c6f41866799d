import type { SenderListener, Trouble } from './_answer-sender.js';

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Asia/Ho_Chi_Minh',
});

/** Tells the learner honestly where the answers are: the badge, the band of a lost connection, refusals. */
export class Notices implements SenderListener {
  private since: Date | null = null;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private readonly band = document.querySelector<HTMLElement>('[data-offline]');
  private readonly refusal = document.querySelector<HTMLElement>('[data-trouble]');

  saving(): void {
    if (!this.since) badge('saving');
  }

  saved(at: string | null): void {
    this.since = null;
    clearInterval(this.ticking);
    if (this.band) this.band.hidden = true;
    if (at) badge('saved', CLOCK.format(new Date(at)));
  }

  offline(waiting: number, secondsToRetry: number): void {
    this.since ??= new Date();
    badge('local');
    if (!this.band) return;
    this.say('[data-offline-since]', { time: CLOCK.format(this.since) });
    this.say('[data-offline-kept]', { count: waiting });
    this.band.hidden = false;
    clearInterval(this.ticking);
    let seconds = secondsToRetry;
    const tick = () => this.say('[data-offline-retry]', { seconds: Math.max(0, seconds--) });
    tick();
    this.ticking = setInterval(tick, 1000);
  }

  trouble(kind: Trouble): void {
    this.saved(null);
    badge('unsaved');
    const text = this.refusal?.querySelector<HTMLElement>('[data-trouble-text]');
    if (!this.refusal || !text) return;
    text.textContent = text.getAttribute(`data-text-${kind}`);
    this.refusal.hidden = false;
  }

  private say(selector: string, values: Record<string, string | number>): void {
    const line = this.band?.querySelector<HTMLElement>(selector);
    const text = line?.dataset['text'] ?? '';
    if (line) line.textContent = text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  }
}

const badge = (state: string, time?: string): void => {
  document.dispatchEvent(new CustomEvent('saved', { detail: { state, time } }));
};
