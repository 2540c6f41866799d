/** The clock of an attempt as the server tells it. Times are ISO. */
export interface ClockState {
  status: 'open' | 'submitted' | 'graded';
  now: string;
  endsAt: string;
  /** An invigilator has stopped the clock. */
  paused: boolean;
  /** Begun sections with a time of their own. */
  sections: { number: number; endsAt: string }[] | null;
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

/** Gives the timers of the page this time, each its own. */
export function setTimers(state: ClockState): void {
  for (const timer of document.querySelectorAll<HTMLElement>('[data-countdown]')) {
    const section = sectionOf(timer);
    const own = section === null ? null : state.sections?.find(({ number }) => number === section);
    if (section !== null && !own) continue;
    const endsAt = own && Date.parse(own.endsAt) < Date.parse(state.endsAt) ? own.endsAt : state.endsAt;
    const ends = SHOWN.format(new Date(endsAt));
    const detail = { left: secondsLeft({ ...state, endsAt }), stopped: state.paused, ends };
    timer.dispatchEvent(new CustomEvent('countdown:set', { detail }));
  }
}

/** The number of the section whose clock a timer is; null for the clock of the whole. */
export function sectionOf(timer: EventTarget | null): number | null {
  const clock = timer instanceof Element ? timer.closest<HTMLElement>('[data-section-clock]') : null;
  return clock ? Number(clock.dataset['sectionClock']) : null;
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
