import { type AttemptSummary, countedMark, nextStart, type RetakeRules } from '#assessment';
import type { OutlineLesson } from '#course';
import type { ClassPhase } from '../classes/training-class.entity.js';

/** What the state of a learner follows from. */
export interface LearningFacts {
  status: 'enrolled' | 'started' | 'completed';
  phase: ClassPhase;
  /** Lessons in reading order. */
  lessons: Pick<OutlineLesson, 'key' | 'slug' | 'title' | 'minutes'>[];
  done: ReadonlySet<string>;
  lastLessonKey: string | null;
  /** Null when the course has no examination. */
  exam: {
    rules: RetakeRules;
    passPercent: number;
    now: Date;
    /** From when this learner may begin, where the class has a common start. */
    opensAt: Date | null;
    passed: boolean;
    bestScoreBp: number | null;
    attempts: AttemptSummary[];
  } | null;
}

export type ExamState =
  /** Lessons are missing first. */
  | 'locked'
  | 'open'
  /** An attempt is running. */
  | 'running'
  /** Handed in, not graded yet. */
  | 'grading'
  /** Not passed, and may be tried again. */
  | 'retake'
  /** Not passed, and to be tried again later. */
  | 'waiting'
  /** Not passed, and no attempt is left. */
  | 'exhausted'
  | 'passed';

export type NextStep =
  | { kind: 'wait-for-class' }
  | { kind: 'class-over' }
  | { kind: 'begin' | 'lesson'; lesson: LearningFacts['lessons'][number]; number: number }
  | { kind: 'exam' | 'retake' }
  | { kind: 'retake-later' | 'wait-for-start'; from: Date }
  | { kind: 'resume-exam' | 'see-grade' | 'exhausted'; attemptId: string }
  | { kind: 'certificate' };

export interface LearningState {
  missing: LearningFacts['lessons'];
  doneCount: number;
  /** Lessons and examination together: 100 only when nothing is missing. */
  percent: number;
  exam: {
    state: ExamState;
    attemptsLeft: number;
    attemptId: string | null;
    /** The result that counts so far. */
    bestScoreBp: number | null;
    rules: RetakeRules;
    /** From when the next attempt may start, while that lies ahead. */
    from: Date | null;
    /** From when any attempt may start, while the common start of the class lies ahead. */
    opensAt: Date | null;
  } | null;
  next: NextStep;
}

/** Where a learner stands, what is missing for the certificate, and the one next step. */
export function learningState(facts: LearningFacts): LearningState {
  const missing = facts.lessons.filter((lesson) => !facts.done.has(lesson.key));
  const doneCount = facts.lessons.length - missing.length;
  const exam = examOf(facts, missing.length);
  const parts = facts.lessons.length + (exam ? 1 : 0);
  const finished = doneCount + (exam?.state === 'passed' ? 1 : 0);
  return {
    missing,
    doneCount,
    percent: parts === 0 ? 0 : Math.floor((100 * finished) / parts),
    exam,
    next: nextStep(facts, missing, exam),
  };
}

function examOf({ exam }: LearningFacts, missing: number): LearningState['exam'] {
  if (!exam) return null;
  const { attempts, rules } = exam;
  const attemptsLeft = Math.max(0, rules.attempts - attempts.length);
  const last = attempts.at(-1) ?? null;
  const counted = countedMark(rules.counted, attempts, exam.passPercent);
  const start = nextStart(rules, attempts);
  const from = start && start > exam.now ? start : null;
  return {
    state: stateOf({ passed: exam.passed || counted?.passed === true, from }, last, attemptsLeft, missing),
    attemptsLeft,
    attemptId: last?.id ?? null,
    // What is stored may be a moment behind the attempts, or, while they are not asked for, all there is.
    bestScoreBp: counted?.scoreBp ?? exam.bestScoreBp,
    rules,
    from,
    opensAt: exam.opensAt && exam.opensAt > exam.now ? exam.opensAt : null,
  };
}

function stateOf(
  exam: { passed: boolean; from: Date | null },
  last: AttemptSummary | null,
  attemptsLeft: number,
  missing: number,
): ExamState {
  if (exam.passed) return 'passed';
  if (last?.status === 'open' && !last.overdue) return 'running';
  if (last && last.status !== 'graded') return 'grading';
  if (missing > 0) return 'locked';
  if (!last) return 'open';
  if (attemptsLeft === 0) return 'exhausted';
  return exam.from ? 'waiting' : 'retake';
}

function nextStep(
  facts: LearningFacts,
  missing: LearningFacts['lessons'],
  exam: LearningState['exam'],
): NextStep {
  if (facts.status === 'completed' || (missing.length === 0 && (!exam || exam.state === 'passed')))
    return { kind: 'certificate' };
  const attemptId = exam?.attemptId;
  // A running attempt goes on until its own deadline, also over the last day of the class.
  if (exam?.state === 'running' && attemptId) return { kind: 'resume-exam', attemptId };
  if (exam?.state === 'grading' && attemptId) return { kind: 'see-grade', attemptId };
  if (facts.phase === 'ahead') return { kind: 'wait-for-class' };
  if (facts.phase === 'over') return { kind: 'class-over' };
  const lesson = resumeAt(facts, missing);
  if (lesson) {
    const kind = facts.status === 'enrolled' ? 'begin' : 'lesson';
    return { kind, lesson, number: facts.lessons.indexOf(lesson) + 1 };
  }
  if (exam?.state === 'exhausted' && attemptId) return { kind: 'exhausted', attemptId };
  if (exam?.state === 'waiting' && exam.from) return { kind: 'retake-later', from: exam.from };
  if (exam?.opensAt) return { kind: 'wait-for-start', from: exam.opensAt };
  return { kind: exam?.state === 'retake' ? 'retake' : 'exam' };
}

/** The first missing lesson after the one last finished; from the beginning again when there is none after it. */
function resumeAt({ lessons, lastLessonKey }: LearningFacts, missing: LearningFacts['lessons']) {
  const last = lessons.findIndex((lesson) => lesson.key === lastLessonKey);
  return missing.find((lesson) => lessons.indexOf(lesson) > last) ?? missing[0] ?? null;
}
