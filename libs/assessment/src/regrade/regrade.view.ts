import type { Task } from '#platform/tasks';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import { REMEDY_KINDS } from '../grading/remedies.js';
import type { Quiz } from '../quiz/quiz.entity.js';
import type { Holder } from './holders.js';
import { regradesHref } from './regrade-links.js';
import type { EffectRow, RegradeRow } from './regrades.repository.js';

const STEM_SHOWN = 120;

/** Where this page lies. */
export const placeView = (quiz: Quiz, bank: QuestionBank) => ({
  quiz: { title: quiz.title, href: `/authoring/quizzes/${quiz.id}/statistics` },
  bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
  regradesHref: regradesHref(quiz.id),
});

const BADGES = {
  previewing: 'learning',
  proposed: 'attention',
  applying: 'learning',
  applied: 'done',
  undoing: 'learning',
  undone: 'none',
  discarded: 'none',
} as const;

export const rowView = (row: RegradeRow) => ({
  ...row,
  href: `${regradesHref(row.quizId)}/${row.id}`,
  stem: row.stem.length > STEM_SHOWN ? `${row.stem.slice(0, STEM_SHOWN).trimEnd()}…` : row.stem,
  badge: BADGES[row.status],
});

export interface RegradeParts {
  row: RegradeRow;
  task: Task | null;
  effects: EffectRow[];
  people: Holder[];
  serials: Map<string, string>;
  /** Certificates of all who lose the pass. */
  certificates: number;
  actorId: string;
  /** Whether the reader may apply and undo at all. */
  confirms: boolean;
}

export function regradeView({ row, task, effects, people, serials, certificates, ...reader }: RegradeParts) {
  const named = new Map(people.map((person) => [person.enrolmentId, person]));
  const running = task?.status === 'running' || task?.status === 'waiting';
  const underWay = row.status === 'applying' || row.status === 'undoing';
  const pending = row.status === 'proposed' || row.status === 'previewing';
  return {
    regrade: rowView(row),
    certificates,
    running: running && (underWay || row.status === 'previewing'),
    done: task?.done ?? 0,
    total: task?.total ?? 0,
    own: row.proposedBy === reader.actorId,
    canApply: row.status === 'proposed' && reader.confirms && row.proposedBy !== reader.actorId,
    waits: row.status === 'proposed' && !(reader.confirms && row.proposedBy !== reader.actorId),
    canUndo: reader.confirms && (row.status === 'applied' || (row.status === 'applying' && !running)),
    canGoOn: reader.confirms && underWay && !running,
    canLookAgain: pending && !running,
    canDiscard: pending && !running,
    people: effects.flatMap((effect) => {
      const person = named.get(effect.enrolmentId);
      if (!person) return [];
      return [
        {
          ...person,
          number: effect.number,
          before: effect.scoreBefore / 100,
          after: effect.scoreAfter / 100,
          turn: effect.turn,
          serial: effect.turn === 'loses' ? (serials.get(effect.enrolmentId) ?? null) : null,
        },
      ];
    }),
  };
}

export const remedyOptions = (chosen: string) =>
  REMEDY_KINDS.map((value) => ({ value, checked: value === chosen }));
