import type { TraceEvent } from '#assessment';
import { pagesOf } from '#platform/views';
import type { ExamRoom } from './exam-rooms.js';
import { type Counts, type Group, SITTER_STATES, type Sitter, type SitterState } from './sitters.js';

export const PER_PAGE = 50;
/** Seconds between two looks of an open page. */
const REFRESH = 10;

/** Badge and icon of each state; the words are under `invigilation.state.`. */
const BADGES: Record<SitterState, { kind: string; icon?: string }> = {
  'not-started': { kind: 'plain' },
  sitting: { kind: 'learning' },
  lost: { kind: 'attention', icon: 'wifi-off' },
  paused: { kind: 'attention', icon: 'pause' },
  submitted: { kind: 'done' },
};

export const badgeOf = (state: SitterState) => ({ ...BADGES[state], key: `invigilation.state.${state}` });

const queryOf = (given: Record<string, string | undefined>): string => {
  const words = Object.entries(given).filter(([, value]) => value) as [string, string][];
  return words.length > 0 ? `?${new URLSearchParams(words)}` : '';
};

export function roomView(
  room: ExamRoom,
  { q, state, page }: Group & { page: number },
  { rows, counts }: { rows: Sitter[]; counts: Counts },
) {
  const base = `/invigilation/${room.id}`;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const shown = state ? (counts[state] ?? 0) : all;
  const tabs = [undefined, ...SITTER_STATES].map((each) => ({
    key: `invigilation.tab.${each ?? 'all'}`,
    href: `${base}${queryOf({ q, state: each })}`,
    count: each ? (counts[each] ?? 0) : all,
    current: each === state,
  }));
  return {
    ...{ room, base, q, state, tabs },
    refresh: REFRESH,
    self: `${base}${queryOf({ q, state, page: page > 1 ? String(page) : undefined })}`,
    group: queryOf({ q }),
    running: (counts.sitting ?? 0) + (counts.lost ?? 0),
    paused: counts.paused ?? 0,
    filtered: q !== '' || state !== undefined,
    rows: rows.map((row) => ({
      ...row,
      href: `${base}/people/${row.enrolmentId}`,
      badge: badgeOf(row.state),
      open: row.attemptId !== null && row.state !== 'submitted',
    })),
    paging: pagesOf(
      shown,
      PER_PAGE,
      page,
      (number) => `${base}${queryOf({ q, state, page: String(number) })}`,
    ),
  };
}

/** What an invigilator may know of the story: everything but answers and marks. */
export const storyView = (events: TraceEvent[]) =>
  events
    .filter(({ kind }) => kind !== 'answered' && kind !== 'came-to' && kind !== 'graded')
    .map(({ at, kind, ...rest }) => ({
      at,
      key: `invigilation.story.${kind}`,
      minutes: 'minutes' in rest ? rest.minutes : 'seconds' in rest ? Math.round(rest.seconds / 60) : null,
      section: 'section' in rest ? rest.section : null,
      reason: 'reason' in rest ? rest.reason : null,
    }));
