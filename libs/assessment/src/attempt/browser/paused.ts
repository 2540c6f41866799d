import { followClock } from './_attempt-clock.js';

/** The page of a paused attempt goes on by itself. */
const attempt = document.querySelector<HTMLElement>('[data-paused-attempt]')?.dataset['pausedAttempt'];
if (attempt) followClock(attempt, ({ paused }) => !paused && location.assign(`/attempts/${attempt}`));
