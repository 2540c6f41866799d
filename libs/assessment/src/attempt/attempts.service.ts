import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { QuestionVersions } from '../bank/question-versions.repository.js';
import { questionType } from '../question-types/index.js';
import { type FrozenQuiz, FrozenQuizzes } from '../quiz/frozen-quizzes.repository.js';
import { newSeed, Random } from '../random/random.js';
import {
  type AttemptItem,
  AttemptRepository,
  type AttemptSummary,
  type Standing,
} from './attempt.repository.js';
import { AttemptSnapshots } from './attempt-snapshots.repository.js';
import { DeviceHandover } from './device-handover.service.js';
import { drawForm } from './draw.policy.js';
import { momentText } from './moment-text.js';
import { countedMark, nextStart, plainRules, type RetakeRules, withExtra } from './retakes.policy.js';
import { Submissions } from './submissions.service.js';

export interface StartRequest {
  quizId: string;
  accountId: string;
  enrolmentId: string;
  /** The device that may answer: the session of the request. */
  deviceId?: string;
  /** What the learner's class rules; left out: as often as the quiz allows, at once, and the highest mark counts. */
  retakes?: RetakeRules | null;
}

/** Questions drawn for one learner. */
export interface DrawnForm {
  quizId: string;
  seed: string;
  items: AttemptItem[];
  minutes: number;
}

/** Attempts at quizzes, for other contexts. */
@Injectable()
export class Attempts {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly quizzes: FrozenQuizzes,
    private readonly questions: QuestionVersions,
    private readonly submissions: Submissions,
    private readonly devices: DeviceHandover,
    private readonly snapshots: AttemptSnapshots,
  ) {}

  /**
   * Starts an attempt, or resumes the open one (then on this device). The caller has checked that this person
   * may. Throws DomainError `assessment.not-published`, `.grading-in-progress`, `.already-passed`,
   * `.no-attempts-left`, `.retake-too-early`. Racing starts give one attempt.
   */
  async start(request: StartRequest): Promise<{ attemptId: string; resumed: boolean }> {
    const quiz = await this.quizzes.find(request.quizId);
    if (!quiz) throw new DomainError('assessment.not-published');
    // A second turn follows when an overdue attempt had to be closed, a third when racing starts met.
    for (let turn = 1; turn <= 3; turn++) {
      const id = await this.insert(request, quiz);
      if (id) return { attemptId: id, resumed: false };
      const earlier = await this.attempts.standing(request.enrolmentId, request.quizId);
      const open = earlier.attempts.find((attempt) => attempt.status === 'open');
      if (open && !open.overdue) {
        if (request.deviceId) await this.devices.take(open.id, request.accountId, request.deviceId);
        return { attemptId: open.id, resumed: true };
      }
      if (open) await this.submissions.closeOverdue([open.id]);
      else refuse(earlier, quiz, rulesOf(request, quiz));
    }
    throw new DomainError('assessment.grading-in-progress');
  }

  /** Numbers, states and scores of one learner's attempts at a quiz, oldest first. */
  async of(enrolmentId: string, quizId: string): Promise<AttemptSummary[]> {
    return (await this.standing(enrolmentId, quizId)).attempts;
  }

  standing(enrolmentId: string, quizId: string): Promise<Standing> {
    return this.attempts.standing(enrolmentId, quizId);
  }

  /** A form as a new attempt would get it. Throws `assessment.not-published`. */
  async drawn(quizId: string): Promise<DrawnForm> {
    const quiz = await this.quizzes.find(quizId);
    if (!quiz) throw new DomainError('assessment.not-published');
    const seed = newSeed();
    return { quizId, seed, items: await this.draw(quiz, new Random(seed)), minutes: quiz.minutes };
  }

  private async insert(request: StartRequest, quiz: FrozenQuiz): Promise<string | null> {
    const id = newId();
    const seed = newSeed();
    const items = await this.draw(quiz, new Random(seed));
    const retakes = rulesOf(request, quiz);
    const started = await this.attempts.insert({
      id,
      ...request,
      deviceId: request.deviceId ?? null,
      items,
      seed,
      minutes: quiz.minutes,
      retakes,
      passPercent: quiz.passPercent,
    });
    if (!started) return null;
    // The page that follows asks for it.
    const { accountId, enrolmentId } = request;
    this.snapshots.keep({ id, accountId, enrolmentId, entryId: null, ...started, items, quiz, retakes });
    return id;
  }

  private async draw(quiz: FrozenQuiz, random: Random): Promise<AttemptItem[]> {
    const form = drawForm(quiz.draw, quiz.pool, random, quiz.enemies);
    if (!form) throw new Error(`Frozen quiz ${quiz.id} cannot be drawn`);
    const versions = await this.questions.find(form);
    return form.map((questionVersionId) => {
      const { type, body } = versions.get(questionVersionId)!;
      return { questionVersionId, options: questionType(type).order(body, random) };
    });
  }
}

const rulesOf = (request: StartRequest, quiz: FrozenQuiz): RetakeRules =>
  request.retakes ?? plainRules(quiz.attemptsAllowed);

function refuse({ attempts: earlier, extraAttempts }: Standing, quiz: FrozenQuiz, given: RetakeRules): void {
  const rules = withExtra(given, extraAttempts);
  if (earlier.some((attempt) => attempt.status === 'submitted'))
    throw new DomainError('assessment.grading-in-progress');
  if (countedMark(rules.counted, earlier, quiz.passPercent)?.passed)
    throw new DomainError('assessment.already-passed');
  if (earlier.length >= rules.attempts)
    throw new DomainError('assessment.no-attempts-left', { allowed: rules.attempts });
  const from = nextStart(rules, earlier);
  if (from) throw new DomainError('assessment.retake-too-early', { time: momentText(from) });
}
