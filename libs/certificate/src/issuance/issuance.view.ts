import type { Translate } from '#platform/i18n';
import type { Task } from '#platform/tasks';
import { refusalWords } from '../certificate/refusal-words.js';
import type { ClassInSight } from '../class-issuer/choosing-issuer.js';
import { ISSUE_CLASS } from './issue-class.task.js';
import { STANDINGS, type Standing, type StandingRow } from './standings.repository.js';

export const PER_PAGE = 50;

interface Shown {
  counts: Record<Standing, number>;
  shown: Standing;
  rows: StandingRow[];
  page: number;
  /** The last runs of whoever looks. */
  runs: (Task | null)[];
}

/** What `certificate/issuance/show` shows. */
export function issuanceView(
  { training, mayChoose, issuing }: ClassInSight,
  { counts, shown, rows, page, runs }: Shown,
  t: Translate,
) {
  const base = `/classes/${training.id}/certificates/issuance`;
  const total = counts[shown];
  const sum = (...which: Standing[]) => which.reduce((all, each) => all + counts[each], 0);
  const href = (to: number) => `${base}?show=${shown}${to > 1 ? `&page=${to}` : ''}`;
  return {
    ...{ training, base, shown, total },
    issued: counts.issued,
    owed: sum('owed', 'held-up'),
    heldUp: counts['held-up'],
    notEligible: sum('lessons', 'quizzes', 'unfinished', 'withdrawn', 'ended'),
    hasIssuer: (issuing.chosenId ?? issuing.nearestId) !== null,
    mayIssue: mayChoose && sum('owed', 'held-up') > 0,
    runs: runs.filter((task) => task !== null).map((task) => runView(task)),
    tabs: STANDINGS.filter((each) => counts[each] > 0 || each === shown).map((each) => ({
      label: t(`certificate.standing.${each}`),
      href: `${base}?show=${each}`,
      current: each === shown,
      count: counts[each],
    })),
    rows: rows.map((row) => ({ name: row.name, unit: row.unit, reason: reasonOf(row, t) })),
    from: total === 0 ? 0 : (page - 1) * PER_PAGE + 1,
    to: Math.min(page * PER_PAGE, total),
    previous: page > 1 ? href(page - 1) : null,
    next: page * PER_PAGE < total ? href(page + 1) : null,
  };
}

const runView = ({ id, kind, status, result, finishedAt, createdAt }: Task) => ({
  href: `/tasks/${id}`,
  issues: kind === ISSUE_CLASS,
  ended: status === 'done',
  status,
  issued: result?.counts?.['issued'] ?? 0,
  refused: result?.counts?.['refused'] ?? 0,
  when: finishedAt ?? createdAt,
});

function reasonOf(row: StandingRow, t: Translate): string {
  if (row.standing === 'held-up' && row.code) return refusalWords(row.code, row.params ?? {}, t);
  return t(`certificate.standing.${row.standing}-reason`, {
    serial: row.serial ?? '',
    done: row.lessonsDone,
    lessons: row.lessonsTotal,
    passed: row.quizzesPassed,
    quizzes: row.quizzesTotal,
  });
}
