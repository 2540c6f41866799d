const LAST_MINUTES = 5;

/** Seconds to “18:24”, or “1:02:05” from an hour up; never below zero. */
export function clockText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}

export const countdownState = (seconds: number): 'normal' | 'last' | 'over' =>
  seconds <= 0 ? 'over' : seconds <= LAST_MINUTES * 60 ? 'last' : 'normal';

/**
 * Runs every `[data-countdown]` by the server's clock: the device's own time may be wrong, so only the time
 * passed since the page was made is taken from it. Fires `countdown:last` and `countdown:over` when it gets there;
 * `countdown:set` with a {@link TimeLeft} gives it another time.
 */
export function startCountdowns(root: ParentNode): void {
  for (const timer of root.querySelectorAll<HTMLElement>('[data-countdown]:not([data-ready])')) {
    timer.dataset['ready'] = '';
    const end = Date.parse(timer.dataset['countdown'] ?? '');
    const serverNow = Date.parse(timer.dataset['serverNow'] ?? '');
    if (Number.isNaN(end) || Number.isNaN(serverNow)) continue;
    run(timer, (end - serverNow) / 1000 + performance.now() / 1000);
  }
}

/** What may be told to a running timer as the detail of `countdown:set`. */
export interface TimeLeft {
  /** Seconds. */
  left: number;
  /** The clock stands still. */
  stopped: boolean;
  /** When the time is over, as shown. */
  ends: string;
}

function run(timer: HTMLElement, given: number): void {
  const clock = timer.querySelector('[data-countdown-clock]');
  const note = timer.querySelector('[data-countdown-note]');
  let endsAt = given;
  let stopped = false;
  let next: ReturnType<typeof setTimeout> | undefined;
  let shown = timer.classList.contains('is-last') ? 'last' : 'normal';
  const tick = () => {
    if (!timer.isConnected) return;
    const left = endsAt - performance.now() / 1000;
    if (clock) clock.textContent = clockText(left);
    const state = countdownState(left);
    if (state !== shown) {
      shown = state;
      timer.classList.toggle('is-last', state === 'last');
      timer.classList.toggle('is-over', state === 'over');
      if (note) note.textContent = wordOf(timer, state);
      timer.dispatchEvent(new CustomEvent(`countdown:${state}`, { bubbles: true }));
    }
    if (state !== 'over' && !stopped) next = setTimeout(tick, (left % 1) * 1000 + 5);
  };
  timer.addEventListener('countdown:set', (event) => {
    const { left, stopped: still, ends } = (event as CustomEvent<TimeLeft>).detail;
    clearTimeout(next);
    endsAt = left + performance.now() / 1000;
    stopped = still;
    const end = timer.querySelector('.timer-end');
    if (end) end.textContent = `, ${(timer.dataset['textEnds'] ?? '').replace('{time}', ends)}`;
    tick();
  });
  tick();
}

function wordOf(timer: HTMLElement, state: 'normal' | 'last' | 'over'): string {
  const { textLeft, textLast, textOver } = timer.dataset;
  return { normal: textLeft, last: textLast, over: textOver }[state] ?? '';
}
