import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Catalogue } from '#platform/i18n';
import { Applications } from '../application/applications.js';
import type { TargetGroup } from '../rule/rule.policy.js';
import { RuleBook } from '../rule/rule-book.js';
import { Rules } from '../rule/rules.js';

/** Invented numbers; no regulation says so, and the rule says that of itself. */
const QUESTIONS = 5;
const PERCENT = 60;
const ATTEMPTS = 3;
const MONTHS = 24;
const GROUP: TargetGroup = 'official';
const LEARNER = 'hocvien';

/** One rule that says of itself that it is invented, and a learner who has applied by it. Safe to run again. */
@Injectable()
export class DemoRecognitionSeeder {
  private readonly t = new Catalogue().for('vi');

  constructor(
    private readonly db: DataSource,
    private readonly rules: Rules,
    private readonly book: RuleBook,
    private readonly applications: Applications,
  ) {}

  /** Returns how many things were added. */
  async run(): Promise<number> {
    if ((await this.book.list(GROUP)).length > 0) return 0;
    const [learner] = await this.db.query('SELECT id FROM account WHERE username = $1', [LEARNER]);
    const examination = await this.examinationOf(learner?.id ?? null);
    if (!examination) return 0;
    const id = await this.rules.draft(GROUP, null, true);
    await this.rules.save(
      id,
      {
        ...{ title: this.t('recognition.demo.title'), legalBasis: this.t('recognition.demo.legal-basis') },
        ...{ questions: QUESTIONS, thresholdPercent: PERCENT, attempts: ATTEMPTS },
        ...{ decidedBy: ['commune', 'department'], validityMonths: MONTHS, unlimited: false },
        effectiveFrom: await this.book.today(),
      },
      null,
    );
    await this.rules.require(id, { kind: 'course', courseId: examination.courseId }, null);
    await this.rules.require(id, { kind: 'examination', lessonKey: examination.lessonKey }, null);
    await this.rules.exempt(id, { kind: 'stated', text: this.t('recognition.demo.exemption') }, null);
    await this.rules.approve(id, null);
    if (!learner) return 1;
    const nothing = { exemptionId: null, exemptionReason: null, share: false };
    await this.applications.submit(learner.id, GROUP, nothing, learner.id);
    return 2;
  }

  /** Of a course the learner is in, so that the demonstration leads somewhere. */
  private async examinationOf(accountId: string | null) {
    const rows: { courseId: string }[] = await this.db.query(
      `SELECT v.course_id AS "courseId" FROM enrolment e JOIN course_version v ON v.id = e.course_version_id
       WHERE e.account_id = $1 ORDER BY e.enrolled_at`,
      [accountId],
    );
    const examinations = await this.book.examinations();
    return examinations.find(({ courseId }) => courseId === rows[0]?.courseId) ?? examinations[0];
  }
}
