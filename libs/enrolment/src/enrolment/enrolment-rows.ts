import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFound } from '#platform/errors';
import { type TargetGroup, TrainingClass } from '../classes/training-class.entity.js';
import type { EnrolmentSource } from './enrolment.entity.js';

export interface VersionToLearn {
  id: string;
  lessons: number;
  quizzes: number;
}

export interface NewEnrolment {
  id: string;
  classId: string;
  accountId: string;
  unitId: string | null;
  targetGroup: TargetGroup;
  source: EnrolmentSource;
  importId: string | null;
  version: VersionToLearn;
}

/** The set-based statements of enrolling. */
@Injectable()
export class EnrolmentRows {
  /** Places are counted one transaction at a time; a class without a limit needs no queue. */
  async lockClass(tx: EntityManager, classId: string): Promise<TrainingClass> {
    await tx.query('SELECT 1 FROM training_class WHERE id = $1 AND capacity IS NOT NULL FOR UPDATE', [
      classId,
    ]);
    const training = await tx.findOneBy(TrainingClass, { id: classId });
    if (!training) throw new NotFound();
    return training;
  }

  /** Read here and not through CourseReader: a second connection inside a transaction can starve the pool. */
  async publishedVersion(tx: EntityManager, courseId: string): Promise<VersionToLearn | null> {
    const [version] = (await tx.query(
      `SELECT v.id, count(*) FILTER (WHERE l.kind = 'lesson')::int AS lessons,
              count(*) FILTER (WHERE l.kind = 'quiz')::int AS quizzes
       FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
         LEFT JOIN lesson l ON l.version_id = v.id
       WHERE c.id = $1 AND c.archived_at IS NULL GROUP BY v.id`,
      [courseId],
    )) as VersionToLearn[];
    return version ?? null;
  }

  async nominee(tx: EntityManager, accountId: string) {
    const [person] = (await tx.query(
      `SELECT account_id AS "accountId", unit_id AS "unitId", target_group AS "targetGroup"
       FROM person WHERE account_id = $1`,
      [accountId],
    )) as { accountId: string; unitId: string | null; targetGroup: TargetGroup }[];
    return person ?? null;
  }

  /** How many are in the class, and how many of these accounts are among them. */
  async count(tx: EntityManager, classId: string, accountIds: string[]) {
    const [row] = (await tx.query(
      `SELECT count(*)::int AS taken, count(*) FILTER (WHERE account_id = ANY($2::uuid[]))::int AS already
       FROM enrolment WHERE class_id = $1 AND status <> 'withdrawn'`,
      [classId, accountIds],
    )) as { taken: number; already: number }[];
    return row!;
  }

  /** Inserts those who are not in the class yet; returns the ids that are new. */
  async insert(tx: EntityManager, enrolments: NewEnrolment[]): Promise<string[]> {
    const column = <T>(of: (each: NewEnrolment) => T) => enrolments.map(of);
    const { classId, version, source, importId } = enrolments[0]!;
    const rows = (await tx.query(
      `INSERT INTO enrolment (id, account_id, unit_id, target_group, class_id, course_version_id, lessons_total,
                              quizzes_total, source, import_id)
       SELECT n.id, n.account_id, n.unit_id, n.target_group, $5, $6, $7, $8, $9, $10
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS n (id, account_id, unit_id, target_group)
       ON CONFLICT (class_id, account_id) WHERE status <> 'withdrawn' DO NOTHING
       RETURNING id`,
      [
        column((each) => each.id),
        column((each) => each.accountId),
        column((each) => each.unitId),
        column((each) => each.targetGroup),
        classId,
        version.id,
        version.lessons,
        version.quizzes,
        source,
        importId,
      ],
    )) as { id: string }[];
    return rows.map((row) => row.id);
  }

  /** Account → its living enrolment in the class. */
  async living(tx: EntityManager, classId: string, accountIds: string[]): Promise<Map<string, string>> {
    const rows = (await tx.query(
      `SELECT id, account_id FROM enrolment
       WHERE class_id = $1 AND account_id = ANY($2::uuid[]) AND status <> 'withdrawn'`,
      [classId, accountIds],
    )) as { id: string; account_id: string }[];
    return new Map(rows.map((row) => [row.account_id, row.id]));
  }

  /** Locks what an import enrolled, so that nobody begins while it is undone. */
  async lockImported(tx: EntityManager, importId: string): Promise<{ id: string; startedAt: Date | null }[]> {
    return tx.query(
      `SELECT id, started_at AS "startedAt" FROM enrolment
       WHERE import_id = $1 AND status <> 'withdrawn' ORDER BY id FOR UPDATE`,
      [importId],
    );
  }

  /** Those of these accounts who are, or once began to be, in any class. */
  async learning(tx: EntityManager, accountIds: string[]): Promise<Set<string>> {
    const rows = (await tx.query(
      `SELECT DISTINCT account_id AS id FROM enrolment
       WHERE account_id = ANY($1::uuid[]) AND (status <> 'withdrawn' OR started_at IS NOT NULL)`,
      [accountIds],
    )) as { id: string }[];
    return new Set(rows.map((row) => row.id));
  }

  /** Deletes what nobody began and an undone list left behind. */
  async forgetWithdrawn(tx: EntityManager, accountIds: string[]): Promise<void> {
    await tx.query(
      `DELETE FROM enrolment WHERE account_id = ANY($1::uuid[]) AND status = 'withdrawn' AND started_at IS NULL`,
      [accountIds],
    );
  }

  async withdraw(tx: EntityManager, ids: string[]): Promise<void> {
    await tx.query(
      `UPDATE enrolment SET status = 'withdrawn', withdrawn_at = now() WHERE id = ANY($1::uuid[])`,
      [ids],
    );
  }
}
