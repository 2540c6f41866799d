import { type CountedMark, countedMark, type ExamMark } from '#assessment';

/** A living enrolment with an examination of its course. */
export interface Sitting {
  enrolmentId: string;
  quizId: string;
  classId: string;
  unitId: string | null;
  targetGroup: string;
  /** The rule of its class. */
  counted: CountedMark;
}

/** Where an enrolment stands at one examination, as it is stored. */
export interface ExamRow extends Omit<Sitting, 'counted'> {
  living: boolean;
  attempts: number;
  /** Per ten thousand; null while nothing counts. */
  scoreBp: number | null;
  passed: boolean;
  attemptId: string | null;
  seconds: number | null;
  submittedAt: string | null;
  /** By code of the component: marks and full marks, in units. */
  skills: Record<string, [number, number]>;
  revisions: number;
}

/** What the attempts of one enrolment at one examination, in their order, come to. */
export function rowOf({ counted, ...sitting }: Sitting, marks: ExamMark[]): ExamRow {
  const pass = marks[0]?.passPercent ?? 100;
  const result = countedMark(counted, marks, pass);
  const shown = result && shownOf(counted, marks, result.scoreBp);
  return {
    ...sitting,
    living: true,
    attempts: marks.length,
    scoreBp: result?.scoreBp ?? null,
    // Once the attempts up to some point passed, later ones take nothing away.
    passed: marks.some((_, index) => countedMark(counted, marks.slice(0, index + 1), pass)?.passed),
    attemptId: shown?.attemptId ?? null,
    seconds: shown?.seconds ?? null,
    submittedAt: shown?.submittedAt.toISOString() ?? null,
    skills: Object.fromEntries(
      shown?.skills.map(({ code, units, maxUnits }) => [code, [units, maxUnits]]) ?? [],
    ),
    revisions: marks.reduce((sum, { revisions }) => sum + revisions, 0),
  };
}

function shownOf(counted: CountedMark, marks: ExamMark[], scoreBp: number): ExamMark | undefined {
  if (counted === 'first') return marks.find(({ number }) => number === 1);
  return counted === 'highest' ? marks.find((mark) => mark.scoreBp === scoreBp) : marks.at(-1);
}
