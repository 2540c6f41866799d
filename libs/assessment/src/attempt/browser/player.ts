import { AnswerSender } from './_answer-sender.js';
import { AnswerStore } from './_answer-store.js';
import {
  askClock,
  type ClockState,
  followClock,
  secondsLeft,
  sectionOf,
  setTimers,
  showPause,
} from './_attempt-clock.js';
import { checkQuestion } from './_checking.js';
import { enhanceDragging } from './_dragging.js';
import { Notices } from './_notices.js';
import { QuestionMap } from './_question-map.js';
import { QuestionSheets } from './_question-sheets.js';

const TYPING_PAUSE_MS = 800;
/** Keeps what is typed and not kept yet. */
let keepTyped: (() => Promise<void>) | null = null;

/** Makes the pages of an attempt save in the background and go on without a connection. */
async function enhance(page: HTMLElement): Promise<void> {
  const attempt = page.dataset['player'] as string;
  const csrf = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
  const store = await AnswerStore.open(attempt, Number(page.dataset['nextSeq']));
  const sender = new AnswerSender(store, `/attempts/${attempt}/answers`, csrf, new Notices());
  const sent = () => sender.flush();
  window.addEventListener('online', sent);
  document.addEventListener('visibilitychange', sent);
  document.querySelector('[data-offline-try]')?.addEventListener('click', sent);
  document.addEventListener('countdown:over', ({ target }) => {
    if (sectionOf(target) === null) void handIn(sender, attempt, csrf);
    else void closeSection(sender);
  });

  followClock(attempt, (state) => {
    if (state.status !== 'open') location.assign(`/attempts/${attempt}/result`);
    else apply(state, sender);
  });

  const submission = document.querySelector<HTMLFormElement>('[data-submission]');
  submission?.addEventListener('submit', (event) => {
    event.preventDefault();
    void sent().then((all) => all && submission.submit());
  });

  const form = document.querySelector<HTMLFormElement>('#answer');
  if (form) await answering(page, form, attempt, store, sender);
  await sent();
}

async function answering(
  page: HTMLElement,
  form: HTMLFormElement,
  attempt: string,
  store: AnswerStore,
  sender: AnswerSender,
): Promise<void> {
  const sheet = form.querySelector<HTMLElement>('[data-sheet]');
  const nav = page.querySelector<HTMLElement>('#question-map');
  if (!sheet || !nav) return;
  const map = new QuestionMap(nav, page.dataset);
  const sheets = new QuestionSheets(form, sheet, Number(page.dataset['last']) || map.size);
  const address = (position: number) => `/attempts/${attempt}?question=${position}`;

  const go = (position: number, push: boolean) => {
    if (!sheets.has(position)) {
      void sender.flush().then(() => location.assign(address(position)));
      return;
    }
    sheets.show(position, map.isFlagged(position));
    enhanceDragging(form);
    map.current(position);
    document.title = `${(page.dataset['title'] ?? '').replace('{number}', `${position}`)} · hocvuso`;
    if (push) history.pushState(null, '', address(position));
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('#question')?.focus({ preventScroll: true });
  };

  const keep = async () => {
    clearTimeout(pause);
    keepTyped = null;
    const position = sheets.position;
    const answer = sheets.answer(position);
    map.answered(position, answer.length > 0);
    await sender.keep({ position, answer });
  };
  /** Where a step closes the question, or leaves its section, the server takes it: nothing is left behind unsaved. */
  const leave = async (to: string) => {
    await keepTyped?.();
    if (!(await sender.flush())) return;
    const step = document.createElement('input');
    Object.assign(step, { type: 'hidden', name: 'go', value: to });
    form.append(step);
    form.submit();
  };
  const closes = (to: number) => page.dataset['closes'] !== undefined && to === sheets.position + 1;
  let pause: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('change', () => void keep());
  // What is being typed is kept in the pauses, not only when the field is left.
  form.addEventListener('input', (event) => {
    if ((event.target as HTMLInputElement).type !== 'text') return;
    clearTimeout(pause);
    keepTyped = keep;
    pause = setTimeout(() => void keep(), TYPING_PAUSE_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.dataset['check'] !== undefined) void checkQuestion(form, button, () => keepTyped?.(), sender);
    else if (button?.name === 'flag') {
      const flagged = button.value === 'on';
      sheets.flag(flagged);
      map.flagged(sheets.position, flagged);
      void sender.keep({ position: sheets.position, flagged });
      document.querySelector<HTMLElement>('#question')?.focus({ preventScroll: true });
    } else if (button?.value === 'summary') {
      void sender.flush().then((all) => all && location.assign(`/attempts/${attempt}/summary`));
    } else if (button?.name === 'go') {
      const to = Number(button.value);
      if (button.value === 'section' || closes(to)) void leave(button.value);
      else go(to, true);
    }
  });
  window.addEventListener('popstate', () => {
    go(Number(new URLSearchParams(location.search).get('question') ?? 1), false);
  });
  enhanceDragging(form);
  history.replaceState(null, '', address(sheets.position));

  const overlay = async () => {
    for (const change of await store.all()) {
      sheets.apply(change);
      if (change.answer) map.answered(change.position, change.answer.length > 0);
      if (change.flagged !== undefined) map.flagged(change.position, change.flagged);
    }
    sheets.flag(map.isFlagged(sheets.position));
  };
  await overlay();
  const paper = page.dataset['paper'];
  if (paper) await sheets.load(paper).catch(() => {});
  await overlay();
}

/** The clock as the server tells it; what was kept here during a pause is sent when it is over. */
function apply(state: ClockState, sender: AnswerSender): void {
  setTimers(state);
  showPause(state.paused);
  if (!state.paused) void sender.flush();
}

/** The time of a section is over: the last answers still have the grace, then the page shows what comes next. */
async function closeSection(sender: AnswerSender): Promise<void> {
  await keepTyped?.();
  while (!(await sender.flush())) {
    if (sender.refusedForGood) return;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  location.reload();
}

/** The time is over: the last answers still have the grace of half a minute, then the attempt is handed in. */
async function handIn(sender: AnswerSender, attempt: string, csrf: string): Promise<void> {
  await keepTyped?.();
  while (!(await sender.flush())) {
    if (sender.refusedForGood) return;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  // Extra time may have been given while this page heard nothing.
  const state = await askClock(attempt);
  if (state?.status === 'open' && secondsLeft(state) > 1) {
    apply(state, sender);
    return;
  }
  // On the summary the form may hold a question of its own: what is typed there goes with it.
  const shown = document.querySelector<HTMLFormElement>('[data-submission]');
  if (shown) return shown.submit();
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `/attempts/${attempt}/submission`;
  const token = document.createElement('input');
  Object.assign(token, { type: 'hidden', name: '_csrf', value: csrf });
  form.append(token);
  document.body.append(form);
  form.submit();
}

const player = document.querySelector<HTMLElement>('[data-player]');
if (player) void enhance(player);
