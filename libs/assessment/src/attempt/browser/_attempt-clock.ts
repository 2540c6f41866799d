/** The clock of an attempt as the server tells it. Times are ISO. */
export interface ClockState {
  status: 'open' | 'submitted' | 'graded';
  now: string;
  endsAt: string;
  /** An invigilator has stopped the clock. */
  paused: boolean;
}

const SHOWN = new Intl.DateTimeFormat('vi-VN', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Asia/Ho_Chi_Minh',
});

/** Hears of extra time, pauses and the end of an attempt as they happen. The browser connects again by itself. */
export function followClock(attempt: string, heard: (state: ClockState) => void): void {
  const source = new EventSource(`/attempts/${attempt}/clock/changes`);
  source.addEventListener('message', ({ data }) => heard(JSON.parse(data as string) as ClockState));
  window.addEventListener('pagehide', () => source.close());
  // Back out of the browser's memory: the old connection is gone for good.
  window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}

/** Asks for the clock now. Null when the server cannot be reached. */
export async function askClock(attempt: string): Promise<ClockState | null> {
  const response = await fetch(`/attempts/${attempt}/clock`, {
    headers: { accept: 'application/json' },
  }).catch(() => null);
  return response?.ok ? ((await response.json()) as ClockState) : null;
}

export const secondsLeft = ({ endsAt, now }: ClockState): number =>
  (Date.parse(endsAt) - Date.parse(now)) / 1000;

/** Gives the timers of the page this time. */
export function setTimers(state: ClockState): void {
  const ends = SHOWN.format(new Date(state.endsAt));
  const detail = { left: secondsLeft(state), stopped: state.paused, ends };
  for (const timer of document.querySelectorAll('[data-countdown]'))
    timer.dispatchEvent(new CustomEvent('countdown:set', { detail }));
}

/** Puts the calm notice of a pause in the place of the questions, or takes it away. */
export function showPause(paused: boolean): void {
  const notice = document.querySelector<HTMLElement>('[data-pause]');
  if (!notice || notice.hidden === !paused) return;
  notice.hidden = !paused;
  for (const part of document.querySelectorAll<HTMLElement>('[data-player], .bottom-bar'))
    part.hidden = paused;
  if (paused) notice.querySelector<HTMLElement>('h2')?.focus();
}
