import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QuestionBanks } from '#assessment';
import { Units } from '#organisation';
import { Clock, localDay } from '#platform/clock';
import { Catalogue } from '#platform/i18n';
import { Contests } from '../plan/contests.js';
import { parseNewContest } from '../plan/plan.input.js';
import { Rounds } from '../plan/rounds.js';
import { DemoEntries } from './demo-entries.js';

const OWNER_UNIT = '31';
const DAY = 24 * 3_600_000;

interface DemoContest {
  slug: string;
  /** Locale keys begin so. */
  words: string;
  bank: string;
  tag: string;
  rounds: string;
  /** Days before today that the first round opened. */
  opened: number;
}

/** One that is open now and goes on for weeks, and one that is over and has its standings. */
const RUNNING: DemoContest = {
  ...{ slug: 'cong-dan-so', words: 'contest.demo', bank: 'an-toan-so', tag: 'an-toan-so' },
  ...{ rounds: '4', opened: 1 },
};
const PAST: DemoContest = {
  ...{ slug: 'ung-dung-ai', words: 'contest.demo.past', bank: 'ung-dung-ai-trong-cong-vu', tag: 'chu-de-1' },
  ...{ rounds: '1', opened: 14 },
};

/** Contests of the demonstration. Safe to run again: what is there stays as it is. */
@Injectable()
export class DemoContestSeeder {
  private readonly t = new Catalogue().for('vi');

  constructor(
    private readonly db: DataSource,
    private readonly banks: QuestionBanks,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly contests: Contests,
    private readonly rounds: Rounds,
    private readonly entries: DemoEntries,
  ) {}

  /** How many contests are new, the attempts that wait for marks, and the rounds to count when they have them. */
  async run(): Promise<{ added: number; attemptIds: string[]; roundIds: string[] }> {
    const running = await this.contest(RUNNING);
    const past = await this.contest(PAST);
    const [round] = past ? await this.roundsOf(past) : [];
    return {
      added: [running, past].filter(Boolean).length,
      attemptIds: round ? await this.entries.of(round) : [],
      roundIds: round ? [round.id] : [],
    };
  }

  private async contest({
    slug,
    words,
    bank: code,
    tag,
    rounds,
    opened,
  }: DemoContest): Promise<string | null> {
    const [known] = await this.db.query('SELECT FROM contest WHERE slug = $1', [slug]);
    const [bank, owner] = await Promise.all([this.banks.find(code), this.units.findByCode(OWNER_UNIT)]);
    if (known || !bank || !owner) return null;
    const { t } = this;
    const input = parseNewContest({
      ...{ title: t(`${words}.title`), slug, bank: bank.id, tag, rounds },
      summary: t(`${words}.summary`),
      ...{ count: '10', minutes: '10', days: '5', standingsAfter: '12', prediction: 'entrants' },
      ...{ tieBreak: 'prediction', opensAt: this.eight(opened), unit: OWNER_UNIT },
    });
    const titleOf = (number: number) => t('contest.round-number', { number });
    const id = await this.contests.create(input, owner.id, titleOf, null);
    for (const round of await this.roundsOf(id)) await this.rounds.fix(round.id, null);
    await this.contests.publish(id, null);
    return id;
  }

  private roundsOf(contestId: string): Promise<{ id: string; quizId: string; opensAt: Date }[]> {
    return this.db.query(
      `SELECT id, quiz_id AS "quizId", opens_at AS "opensAt" FROM contest_round WHERE contest_id = $1 ORDER BY number`,
      [contestId],
    );
  }

  /** Eight in the morning of Việt Nam, so many days ago. */
  private eight(daysAgo: number): string {
    return `${localDay(new Date(this.clock.now().getTime() - daysAgo * DAY))}T08:00`;
  }
}
