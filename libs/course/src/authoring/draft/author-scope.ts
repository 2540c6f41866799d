import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';

/** A course that the author may change. */
export interface AuthoredCourse {
  id: string;
  slug: string;
  code: string;
  archivedAt: Date | null;
  ownerUnitId: string;
  unitName: string;
  draftId: string | null;
  publishedId: string | null;
}

export const authorPaths = (actor: Actor): string[] => scopePaths(actor, 'author', 'programme-admin');

/** Authors and programme administrators reach the courses of their units, and of the units below. */
@Injectable()
export class AuthorScope {
  constructor(private readonly db: DataSource) {}

  /** Throws NotFound also when the course is another unit's: whether it exists is not told. */
  async course(actor: Actor, courseId: string, tx: EntityManager = this.db.manager): Promise<AuthoredCourse> {
    const rows: AuthoredCourse[] = isUuid(courseId)
      ? await tx.query(
          `SELECT c.id, c.slug, c.code, c.archived_at AS "archivedAt", u.id AS "ownerUnitId", u.name AS "unitName",
                  (SELECT id FROM course_version v WHERE v.course_id = c.id AND v.status = 'draft') AS "draftId",
                  (SELECT id FROM course_version v WHERE v.course_id = c.id AND v.status = 'published') AS "publishedId"
             FROM course c JOIN unit u ON u.id = c.owner_unit_id
            WHERE c.id = $1 AND u.path <@ ANY ($2::ltree[])`,
          [courseId, authorPaths(actor)],
        )
      : [];
    if (!rows[0]) throw new NotFound();
    return rows[0];
  }

  /** Units that a new course may belong to: those of the author's grants. */
  async units(actor: Actor): Promise<{ id: string; name: string }[]> {
    return this.db.query(
      'SELECT id, name FROM unit WHERE path = ANY ($1::ltree[]) AND valid_to IS NULL ORDER BY path',
      [authorPaths(actor)],
    );
  }
}
