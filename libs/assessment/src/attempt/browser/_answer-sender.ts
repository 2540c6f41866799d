import type { AnswerStore, Change } from './_answer-store.js';

/** `late`: some came after their question or section had closed; the others are sent on. */
export type Trouble = 'other-device' | 'signed-out' | 'closed' | 'stale' | 'late';

export interface SenderListener {
  saving(): void;
  /** Everything is on the server. `at`: when, by its clock; null when nothing was sent. */
  saved(at: string | null): void;
  /** The server cannot be reached; `waiting` questions are kept here. */
  offline(waiting: number, secondsToRetry: number): void;
  /** The server refuses; trying again would not help. */
  trouble(kind: Trouble): void;
}

interface Receipt {
  savedAt: string;
  saved: number[];
  conflicts: number[];
  refused: number[];
  next: number | null;
}

const AT_ONCE = 100;
const RETRY_SECONDS = 5;
const TIMEOUT_MS = 15_000;

/** Nothing is taken now; it is kept here and sent when the attempt goes on. */
const PAUSED = 'assessment.paused';
const CLOSED = new Set([
  'assessment.deadline-passed',
  'assessment.already-submitted',
  'assessment.closed-by-invigilator',
]);

const LATE = new Set(['assessment.question-ahead', 'assessment.question-passed', 'assessment.section-over']);

/** Sends answers in order, one request at a time, and keeps each until the server has acknowledged it. */
export class AnswerSender {
  private running: Promise<boolean> | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(
    private readonly store: AnswerStore,
    private readonly url: string,
    private readonly csrf: string,
    private readonly listener: SenderListener,
  ) {}

  async keep(change: Change): Promise<void> {
    await this.store.add(change);
    void this.flush();
  }

  /** Sends what waits. True when nothing is left. */
  async flush(): Promise<boolean> {
    clearTimeout(this.retry);
    for (;;) {
      if (!this.running) this.running = this.sendAll().finally(() => this.rest());
      if (!(await this.running)) return false;
      // Something may have been added just when the last request had come back.
      if ((await this.store.all()).length === 0) return true;
    }
  }

  /** The server said no: nothing more is sent from this page. */
  get refusedForGood(): boolean {
    return this.stopped;
  }

  private rest(): void {
    this.running = null;
  }

  private async sendAll(): Promise<boolean> {
    let at: string | null = null;
    for (;;) {
      const waiting = (await this.store.all()).slice(0, AT_ONCE);
      if (waiting.length === 0) {
        this.listener.saved(at);
        return true;
      }
      if (this.stopped) return false;
      this.listener.saving();
      const response = await this.post({ answers: waiting });
      if (!response || response.status >= 500) return this.later(RETRY_SECONDS);
      if (response.status === 429)
        return this.later(Number(response.headers.get('retry-after')) || RETRY_SECONDS);
      if (!response.ok) {
        if (await this.refused(response, waiting)) continue;
        return false;
      }
      const receipt = (await response.json()) as Receipt;
      at = receipt.savedAt;
      await this.store.remove([...receipt.saved, ...receipt.refused]);
      if (receipt.refused.length > 0) this.listener.trouble('late');
      if (receipt.next !== null) await this.store.renumber(receipt.conflicts, receipt.next);
    }
  }

  private async post(body: object): Promise<Response | null> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      return await fetch(this.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-csrf-token': this.csrf,
        },
        body: JSON.stringify(body),
        signal: abort.signal,
        // Goes through even when the learner leaves the page at this moment.
        keepalive: true,
      });
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private async later(seconds: number): Promise<false> {
    const questions = new Set((await this.store.all()).map((each) => each.position));
    this.listener.offline(questions.size, seconds);
    this.retry = setTimeout(() => void this.flush(), seconds * 1000);
    return false;
  }

  /** True when only these are lost and the next ones may be sent. */
  private async refused(response: Response, sent: { seq: number }[]): Promise<boolean> {
    const { code } = (await response.json().catch(() => ({}))) as { code?: string };
    if (code !== undefined && LATE.has(code)) {
      await this.store.remove(sent.map(({ seq }) => seq));
      this.listener.trouble('late');
      return true;
    }
    if (code === PAUSED) {
      this.retry = setTimeout(() => void this.flush(), RETRY_SECONDS * 1000);
      return false;
    }
    this.stopped = true;
    const closed = code !== undefined && CLOSED.has(code);
    if (closed) await this.store.remove((await this.store.all()).map((each) => each.seq));
    if (closed) this.listener.trouble('closed');
    else if (code === 'assessment.other-device') this.listener.trouble('other-device');
    else this.listener.trouble(response.status === 401 ? 'signed-out' : 'stale');
    return false;
  }
}
