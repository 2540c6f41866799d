import type { Framework } from '#competency';
import type { AttemptState } from '../attempt/answer-journal.repository.js';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import type { Standing } from '../attempt/attempt.repository.js';
import type { AttemptSnapshot } from '../attempt/attempt-snapshots.repository.js';
import { momentText } from '../attempt/moment-text.js';
import { countedMark, nextStart, withExtra } from '../attempt/retakes.policy.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { maximaOf } from '../grading/grade.policy.js';
import type { LearningPlace } from '../learning/learning-guide.js';
import { UNITS_PER_MARK } from '../question-types/index.js';
import type { Release, ReleaseWhen } from '../release/release.js';
import { feedbackReleased, ruleOf } from './feedback.policy.js';
import { receiptCode } from './receipt.js';
import type { StoredGrade } from './result.repository.js';
import { lessonsToReview, scoreBySkill, verdictOf } from './skills.js';

const LESSONS_SHOWN = 5;

export function waitingView(attempt: AttemptSnapshot, state: AttemptState, name: string) {
  const sheet = new AnswerSheet(state.journal);
  const submittedAt = state.submittedAt as Date;
  const waited = (state.now.getTime() - submittedAt.getTime()) / 1000;
  return {
    attemptId: attempt.id,
    quizTitle: attempt.quiz.title,
    name,
    submittedAt,
    byDeadline: state.submittedBy === 'deadline',
    answered: attempt.items.filter((_, index) => sheet.answered(index + 1)).length,
    total: attempt.items.length,
    receipt: receiptCode(attempt.id, submittedAt),
    // Those who have waited long ask less often.
    pollSeconds: waited < 15 ? 1 : waited < 120 ? 3 : 10,
    long: waited > 120,
  };
}

/** After a survey: that it arrived, and the way back. */
export function thanksView(attempt: AttemptSnapshot, state: AttemptState, place: LearningPlace | null) {
  const submittedAt = state.submittedAt as Date;
  return {
    quizTitle: attempt.quiz.title,
    courseTitle: place?.courseTitle ?? null,
    outlineHref: place?.href ?? `/learn/${attempt.enrolmentId}`,
    submittedAt,
    receipt: receiptCode(attempt.id, submittedAt),
  };
}

export interface ResultParts {
  attempt: AttemptSnapshot;
  grade: StoredGrade;
  /** What the class has ruled about telling it. */
  release: Release | null;
  /** Grades it had before, newest first. */
  earlier: StoredGrade[];
  submittedAt: Date;
  byDeadline: boolean;
  now: Date;
  questions: StoredQuestion[];
  standing: Standing;
  framework: Framework | null;
  place: LearningPlace | null;
}

export function resultView(parts: ResultParts) {
  const { attempt, grade, questions, place, now } = parts;
  const { attempts, extraAttempts } = parts.standing;
  const { quiz } = attempt;
  const retakes = withExtra(attempt.retakes, extraAttempts);
  const counted = countedMark(retakes.counted, attempts, quiz.passPercent);
  const from = nextStart(retakes, attempts);
  const maxima = maximaOf(questions, grade.dropped);
  const rules = { quiz, release: parts.release, attempts, retakes };
  const withKey = feedbackReleased(rules, 'key');
  return {
    attemptId: attempt.id,
    quizTitle: quiz.title,
    courseTitle: place?.courseTitle ?? null,
    outlineHref: place?.href ?? `/learn/${attempt.enrolmentId}`,
    number: attempt.number,
    allowed: retakes.attempts,
    left: Math.max(0, retakes.attempts - attempts.length),
    from: from && from > now ? momentText(from) : null,
    counted:
      attempts.length > 1 && counted ? { rule: retakes.counted, percent: counted.scoreBp / 100 } : null,
    submittedAt: parts.submittedAt,
    byDeadline: parts.byDeadline,
    marks: grade.markUnits / UNITS_PER_MARK,
    total: grade.maxUnits / UNITS_PER_MARK,
    percent: grade.scoreBp / 100,
    passPercent: quiz.passPercent,
    passed: grade.passed,
    tone: grade.passed ? 'success' : 'lamp',
    passedBefore: !grade.passed && counted?.passed === true,
    released: feedbackReleased(rules, 'review'),
    withKey,
    waits: waitsFor(rules),
    receipt: receiptCode(attempt.id, parts.submittedAt),
    regraded: regradedView(parts, withKey),
    skills: skillRows(parts),
    lost: questions.filter((_, index) => (grade.itemUnits[index] ?? 0) < (maxima[index] as number)).length,
    review: reviewRows(parts),
    others: attempts
      .filter((each) => each.id !== attempt.id && each.status === 'graded')
      .map((each) => ({
        href: `/attempts/${each.id}/result`,
        number: each.number,
        percent: (each.scoreBp ?? 0) / 100,
        passed: each.passed,
      })),
  };
}

/** Until when the review, or with it the right answers, are kept: words and, where it is known, the moment. */
function waitsFor(rules: Parameters<typeof ruleOf>[0]) {
  const part = feedbackReleased(rules, 'review') ? 'key' : 'review';
  if (feedbackReleased(rules, part)) return null;
  const when: ReleaseWhen = ruleOf(rules, part);
  const from = rules.release?.[part].from ?? null;
  const known = from && !rules.release?.[part].due && when !== 'when-done' && when !== 'never';
  return { text: `assessment.release.${part}-waits.${when}`, time: known ? momentText(from) : null };
}

/**
 * Why the mark is another one than before; null where it was never changed. The words of whoever proposed it may tell
 * the key: they wait for its release.
 */
function regradedView({ grade, earlier }: ResultParts, released: boolean) {
  if (!grade.regrade) return null;
  return {
    ...grade.regrade,
    reason: released ? grade.regrade.reason : null,
    at: grade.gradedAt,
    undone: grade.regrade.status === 'undoing' || grade.regrade.status === 'undone',
    earlier: earlier.map(({ revision, markUnits, maxUnits, scoreBp, gradedAt }) => ({
      revision,
      at: gradedAt,
      marks: markUnits / UNITS_PER_MARK,
      total: maxUnits / UNITS_PER_MARK,
      percent: scoreBp / 100,
    })),
  };
}

/** The lessons that teach what a weak component lost, as far as its questions name them. */
const LESSONS_OF_SKILL = 3;

function skillRows(parts: ResultParts) {
  const { questions, grade, framework } = parts;
  const maxima = maximaOf(questions, grade.dropped);
  return scoreBySkill(questions, grade.itemUnits, maxima).map((skill) => {
    const weak = verdictOf(skill) === 'review';
    const lessons = weak ? lessonsToReview(questions, grade.itemUnits, maxima, skill.code) : [];
    return {
      code: skill.code,
      label: framework?.component(skill.code)?.name ?? null,
      marks: skill.units / UNITS_PER_MARK,
      of: skill.maxUnits / UNITS_PER_MARK,
      verdict: verdictOf(skill),
      weak,
      lessons: lessons.slice(0, LESSONS_OF_SKILL).map(({ slug }) => lessonOf(parts, slug)),
    };
  });
}

function lessonOf({ attempt, place }: ResultParts, slug: string) {
  const lesson = place?.lessons.find((each) => each.slug === slug) ?? null;
  return {
    href: `/learn/${attempt.enrolmentId}/lessons/${slug}`,
    slug,
    title: lesson?.title ?? null,
    minutes: lesson?.minutes ?? null,
  };
}

function reviewRows(parts: ResultParts) {
  const { questions, grade } = parts;
  return lessonsToReview(questions, grade.itemUnits, maximaOf(questions, grade.dropped))
    .slice(0, LESSONS_SHOWN)
    .map(({ slug, count }) => ({ ...lessonOf(parts, slug), count }));
}
