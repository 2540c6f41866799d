import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Accounts, DEMO_PEOPLE } from '#identity';
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

/** The programme of Hải Phòng with its classes. Safe to run again: what is there stays as it is. */
@Injectable()
export class EnrolmentSeeder {
  constructor(
    private readonly db: DataSource,
    private readonly classes: Classes,
    private readonly enrolments: Enrolments,
    private readonly accounts: Accounts,
  ) {}

  /** Programme and classes of this season, as far as their courses are here. Returns how many classes are new. */
  async classesOfSeason(): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const season = seasonAround(await this.classes.today(tx));
      const programmeId = await this.programme(tx, season);
      let added = 0;
      for (const each of CLASSES) added += await this.trainingClass(tx, programmeId, season, each);
      return added;
    });
  }

  /** The learner of the demo door, nominated for class 1.1. Returns how many enrolments are new. */
  async demoLearner(): Promise<number> {
    const learner = DEMO_PEOPLE.find((person) => person.role === 'learner');
    const accountId = learner && (await this.accounts.findByUsername(learner.username));
    if (!accountId) return 0;
    return inTransaction(this.db, async (tx) => {
      const code = `HP-${seasonAround(await this.classes.today(tx)).year}-1.1`;
      const [training] = (await tx.query('SELECT id FROM training_class WHERE code = $1', [code])) as {
        id: string;
      }[];
      if (!training) return 0;
      const enrolled = await this.enrolments.enrol(tx, { classId: training.id, accountId, source: 'list' });
      return Number(enrolled.created);
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
    const [row] = (await tx.query('SELECT id FROM programme WHERE code = $1', [code])) as { id: string }[];
    if (!row) throw new Error(`Programme ${code} needs unit ${OWNER_UNIT}: seed the units first`);
    return row.id;
  }

  private async trainingClass(
    tx: EntityManager,
    programmeId: string,
    { year, startsOn, endsOn }: Season,
    { number, title, course, targetGroup, selfEnrolment }: (typeof CLASSES)[number],
  ): Promise<number> {
    const added = (await tx.query(
      `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on,
                                   self_enrolment)
       SELECT $1, $2, $3, $4, id, 'online', $5, $6, $7, $8 FROM course WHERE slug = $9
       ON CONFLICT (code) DO NOTHING RETURNING id`,
      [
        newId(),
        programmeId,
        `HP-${year}-${number}`,
        title,
        targetGroup,
        startsOn,
        endsOn,
        selfEnrolment,
        course,
      ],
    )) as { id: string }[];
    return added.length;
  }
}
