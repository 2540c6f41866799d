import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Classes } from '../classes/classes.js';
import { Enrolments } from '../enrolment/enrolments.js';
import { type Season, seasonAround } from './season.js';

const OWNER_UNIT = '31';

/** Classes after the plan of Hải Phòng (1.1 by list, for officials) and one that citizens join by themselves. */
const CLASSES = [
  {
    number: '1.1',
    title: 'Lớp 1.1 – Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính',
    course: 'ung-dung-ai-trong-cong-vu',
    targetGroup: 'official',
    selfEnrolment: false,
  },
  {
    number: 'CD',
    title: 'Lớp tự ghi danh – An toàn trên môi trường số',
    course: 'an-toan-so',
    targetGroup: 'citizen',
    selfEnrolment: true,
  },
] as const;

/** The programme of Hải Phòng with its classes, and the demonstration learner in both. Safe to run again. */
@Injectable()
export class EnrolmentSeeder {
  constructor(
    private readonly db: DataSource,
    private readonly classes: Classes,
    private readonly enrolments: Enrolments,
  ) {}

  /** `learners`: accounts to enrol into class 1.1, as if by a list. Returns class number → class id. */
  async seed(learners: string[] = []): Promise<Record<string, string>> {
    return inTransaction(this.db, async (tx) => {
      const season = seasonAround(await this.classes.today(tx));
      const programmeId = await this.programme(tx, season);
      const ids: Record<string, string> = {};
      for (const each of CLASSES) ids[each.number] = await this.trainingClass(tx, programmeId, season, each);
      const nominees = (await tx.query(
        `SELECT account_id AS "accountId", unit_id AS "unitId" FROM person WHERE account_id = ANY($1::uuid[])`,
        [learners],
      )) as { accountId: string; unitId: string | null }[];
      await this.enrolments.enrolMany(tx, ids['1.1']!, nominees, { source: 'list' });
      return ids;
    });
  }

  private async programme(tx: EntityManager, { year }: Season): Promise<string> {
    const code = `HP-${year}`;
    const title = `Kế hoạch đào tạo, tập huấn về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số Hải Phòng ${year}`;
    await tx.query(
      `INSERT INTO programme (id, code, title, year, owner_unit_id)
       SELECT $1, $2, $3, $4, id FROM unit WHERE code = $5 ON CONFLICT (code) DO NOTHING`,
      [newId(), code, title, year, OWNER_UNIT],
    );
    return idOf(tx, 'programme', code);
  }

  private async trainingClass(
    tx: EntityManager,
    programmeId: string,
    { year, startsOn, endsOn }: Season,
    { number, title, course, targetGroup, selfEnrolment }: (typeof CLASSES)[number],
  ): Promise<string> {
    const code = `HP-${year}-${number}`;
    await tx.query(
      `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on,
                                   self_enrolment)
       SELECT $1, $2, $3, $4, id, 'online', $5, $6, $7, $8 FROM course WHERE slug = $9
       ON CONFLICT (code) DO NOTHING`,
      [newId(), programmeId, code, title, targetGroup, startsOn, endsOn, selfEnrolment, course],
    );
    return idOf(tx, 'training_class', code);
  }
}

async function idOf(tx: EntityManager, table: 'programme' | 'training_class', code: string): Promise<string> {
  const [row] = (await tx.query(`SELECT id FROM ${table} WHERE code = $1`, [code])) as { id: string }[];
  if (!row) throw new Error(`${code} could not be created: its unit or course is missing`);
  return row.id;
}
