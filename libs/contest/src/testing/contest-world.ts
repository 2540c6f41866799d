import { Grading, QuestionBanks } from '#assessment';
import { answerResultsAtOnce, numbersOf, single } from '#assessment/testing';
import { AssessmentWebModule } from '#assessment/web';
import { AssessmentWorkerModule } from '#assessment/worker';
import { makeGrant, makePerson, seedUnits, TestActors, tokenOf } from '#identity/testing';
import { Units } from '#organisation';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { TasksWebModule, TasksWorkerModule } from '#platform/tasks';
import { type BrowserSession, breakGround, World } from '#platform/testing';
import { Contests } from '../plan/contests.js';
import { parseNewContest } from '../plan/plan.input.js';
import { Rounds } from '../plan/rounds.js';
import { Counting } from '../standing/counting.js';
import { ContestWebModule } from '../web.js';
import { ContestWorkerModule } from '../worker.js';

const QUESTIONS = 10;

export interface TestContest {
  id: string;
  slug: string;
  roundId: string;
}

/** Contests with the attempts they are made of, on a database of their own. */
export class ContestWorld extends World {
  private bankId: string;

  static async open(): Promise<ContestWorld> {
    const modules = [AssessmentWebModule, AssessmentWorkerModule, ContestWebModule, ContestWorkerModule];
    const world = new ContestWorld(
      await breakGround({
        modules: [...modules, TasksWebModule, TasksWorkerModule],
        actors: TestActors,
        config: { databasePool: 10 },
      }),
    );
    answerResultsAtOnce(world);
    await seedUnits(world.app);
    const questions = Array.from({ length: QUESTIONS }, (_, index) => single(`q${index}`));
    world.bankId = (await world.get(QuestionBanks).import('thi', 'Ngân hàng thi', questions)).bankId;
    return world;
  }

  get bank(): string {
    return this.bankId;
  }

  async unit(code: string): Promise<string> {
    return (await this.get(Units).findByCode(code))!.id;
  }

  /** A public contest of Hải Phòng whose one round is open. */
  async contest(more: Partial<Parameters<typeof parseNewContest>[0]> = {}): Promise<TestContest> {
    const slug = `thi-${newId()}`;
    const input = parseNewContest({
      ...{ title: 'Công dân số', slug, summary: 'Thi hằng tuần', bank: this.bankId, tag: 'a', count: '10' },
      ...{ minutes: '10', prediction: 'entrants', tieBreak: 'prediction', opensAt: '2026-01-01T08:00' },
      ...{ rounds: '1', days: '5', standingsAfter: '1', ...more },
    });
    const id = await this.get(Contests).create(
      input,
      await this.unit('31'),
      (round) => `Vòng ${round}`,
      null,
    );
    const [round] = await this.db.query('SELECT id FROM contest_round WHERE contest_id = $1', [id]);
    await this.get(Rounds).fix(round.id, null);
    await this.get(Contests).publish(id, null);
    await this.moveRound(round.id, -60, 60);
    return { id, slug, roundId: round.id };
  }

  /** Minutes from now at which the round opens and closes; its standings come an hour after closing. */
  async moveRound(roundId: string, opens: number, closes: number, standings = closes + 60): Promise<void> {
    await this.db.query(
      `UPDATE contest_round SET opens_at = now() + make_interval(mins => $2),
              closes_at = now() + make_interval(mins => $3), standings_at = now() + make_interval(mins => $4)
        WHERE id = $1`,
      [roundId, opens, closes, standings],
    );
  }

  async person(fullName: string, more: { birthDate?: string; unit?: string } = {}): Promise<string> {
    const { unit = '11311', birthDate = '1990-01-01' } = more;
    return makePerson(this.db, {
      fullName,
      birthDate,
      targetGroup: 'citizen',
      unitId: await this.unit(unit),
    });
  }

  as(accountId: string): BrowserSession {
    return this.holding(tokenOf({ accountId }));
  }

  async staff(role: Role, unit: string): Promise<BrowserSession> {
    const id = await makePerson(this.db, {});
    await makeGrant(this.db, id, role, await this.unit(unit));
    const browser = this.as(id);
    await browser.get('/contests');
    return browser;
  }

  /** Enters by the form: the browser is then at its first question. */
  async enter(
    contest: TestContest,
    accountId: string,
    more: Record<string, string> = {},
  ): Promise<BrowserSession> {
    const browser = this.as(accountId);
    await browser.get(`/contests/${contest.slug}/rounds/1/entry`);
    await browser.post(`/contests/${contest.slug}/rounds/1/entries`, { unitCode: '11311', ...more });
    return browser;
  }

  /** Enters, answers so many right, foretells and hands in: the browser is then at its entry. */
  async sit(contest: TestContest, accountId: string, right: number, prediction: string, more = {}) {
    const browser = await this.enter(contest, accountId, more);
    const attempt = browser.url.split('?')[0]!;
    for (let question = 1; question <= right; question++) {
      const answer = await numbersOf(this.db, attempt.split('/')[2] as string, question, ['b']);
      await browser.post(`${attempt}/answers`, { question: String(question), answer, go: 'summary' });
    }
    await browser.get(`${attempt}/summary`);
    const action = browser.page.querySelector('form[data-submission]')?.getAttribute('action') as string;
    await browser.post(action, { prediction });
    return browser;
  }

  /** Marks what was handed in; the round is over, and the stated hour has come. */
  async finish(contest: TestContest): Promise<void> {
    await this.grade(contest);
    await this.moveRound(contest.roundId, -120, -60, -1);
    await this.get(Counting).count(contest.roundId, null);
  }

  async grade(contest: TestContest): Promise<void> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT a.id FROM attempt a JOIN contest_entry e ON e.id = a.entry_id WHERE e.round_id = $1`,
      [contest.roundId],
    );
    await this.get(Grading).grade(rows.map((row) => row.id));
  }
}
