import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { EVIDENCE_REVOKED } from './evidence-revocations.js';
import { Ledger } from './ledger.js';

/** In the bulk queue: nobody waits for a level, and a learner waiting for a mark must not wait behind it. */
const recordSkills = defineReaction(
  'mastery.record-skills',
  [
    ...['EnrolmentCreated', 'EnrolmentCompleted', 'EnrolmentWithdrawn', 'EnrolmentScored'],
    ...['AwardRuleApproved', 'AwardRuleRetired', EVIDENCE_REVOKED],
  ],
  { queue: 'bulk' },
);

const BATCH = 500;
/** Enrolments looked at in one sweep. */
const TURN = 5_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Ids are of enrolments, of grades, of revoked certificates, or of rules, whose whole course is looked at. */
@Handles(recordSkills)
@Injectable()
export class RecordSkills implements JobHandler<Batch> {
  constructor(
    private readonly db: DataSource,
    private readonly ledger: Ledger,
  ) {}

  async run({ ids }: Batch): Promise<void> {
    const found: { id: string }[] = await this.db.query(
      `SELECT e.id FROM enrolment e WHERE e.id = ANY ($1::uuid[])
       UNION SELECT r.enrolment_id FROM evidence_revocation r WHERE r.certificate_id = ANY ($1::uuid[])
       UNION SELECT a.enrolment_id FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE g.id = ANY ($1::uuid[])
         AND a.enrolment_id IS NOT NULL
       UNION SELECT e.id FROM award_rule r JOIN course_version v ON v.course_id = r.course_id
         JOIN enrolment e ON e.course_version_id = v.id WHERE r.id = ANY ($1::uuid[])
       ORDER BY 1`,
      [ids],
    );
    const enrolments = found.map((each) => each.id);
    for (let start = 0; start < enrolments.length; start += BATCH)
      await this.ledger.record(enrolments.slice(start, start + BATCH));
  }
}

/** Walks through all enrolments, a stretch each minute, and records what no event told us. */
@Sweeps('mastery.unrecorded')
@Injectable()
export class SkillSweep implements Sweep {
  private position = BEFORE_ALL;

  constructor(
    private readonly db: DataSource,
    private readonly ledger: Ledger,
  ) {}

  async sweep(): Promise<number> {
    const rows: { id: string }[] = await this.db.query(
      'SELECT id FROM enrolment WHERE id > $1 ORDER BY id LIMIT $2',
      [this.position, TURN],
    );
    let repaired = 0;
    for (let start = 0; start < rows.length; start += BATCH)
      repaired += await this.ledger.record(rows.slice(start, start + BATCH).map((row) => row.id));
    this.position = rows.length < TURN ? BEFORE_ALL : (rows.at(-1) as { id: string }).id;
    return repaired;
  }
}
