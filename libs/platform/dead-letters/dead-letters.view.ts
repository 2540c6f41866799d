import type { DeadLetter, StoppedKind } from '#platform/jobs';
import { pagesOf } from '#platform/views';

export const PAGE_SIZE = 50;
const HOME = '/admin/dead-letters';

/** A job in words; one that an earlier release queued and this one does not know is called by its name. */
export type JobWords = (name: string) => string;

export const letterView = (letter: DeadLetter, words: JobWords) => ({
  id: letter.id,
  name: letter.name,
  label: words(letter.name),
  queueKey: `jobs.queue.${letter.queue}`,
  error: letter.error,
  attempts: letter.attempts,
  failedAt: letter.failedAt.toISOString(),
});

/** `shown` is the name the list is narrowed to, or null. */
export function deadLetterList(
  kinds: StoppedKind[],
  rows: DeadLetter[],
  shown: string | null,
  number: number,
  words: JobWords,
) {
  const all = kinds.reduce((sum, kind) => sum + kind.count, 0);
  const total = kinds.find((kind) => kind.name === shown)?.count ?? all;
  const hrefOf = (page: number) =>
    `${HOME}?${new URLSearchParams({ ...(shown ? { kind: shown } : {}), page: String(page) })}`;
  return {
    all,
    narrowed: shown !== null,
    kinds: kinds.map(({ name, count }) => ({
      name,
      label: words(name),
      count,
      href: `${HOME}?kind=${encodeURIComponent(name)}`,
      retryHref: `${HOME}/kinds/${encodeURIComponent(name)}/retry`,
      current: name === shown,
    })),
    rows: rows.map((row) => letterView(row, words)),
    paging: pagesOf(total, PAGE_SIZE, number, hrefOf),
  };
}
