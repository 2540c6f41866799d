import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '#platform/http';
import { authorPaths } from '../draft/author-scope.js';

export interface ListedCourse {
  id: string;
  slug: string;
  code: string;
  title: string;
  unitName: string;
  lessons: number;
  publishedNumber: number | null;
  hasDraft: boolean;
  archived: boolean;
  editedAt: Date;
}

/** The courses an author may work on; the one touched last comes first. */
@Injectable()
export class CourseList {
  constructor(private readonly db: DataSource) {}

  async of(actor: Actor): Promise<ListedCourse[]> {
    return this.db.query(
      `SELECT c.id, c.slug, c.code, u.name AS "unitName", latest.title, latest.edited_at AS "editedAt",
              c.archived_at IS NOT NULL AS archived, latest.status = 'draft' AS "hasDraft",
              (SELECT number FROM course_version p WHERE p.course_id = c.id AND p.status = 'published') AS "publishedNumber",
              (SELECT count(*)::int FROM lesson l WHERE l.version_id = latest.id AND l.kind = 'lesson') AS lessons
         FROM course c JOIN unit u ON u.id = c.owner_unit_id
         JOIN LATERAL (SELECT id, title, status, edited_at FROM course_version v WHERE v.course_id = c.id
                        ORDER BY number DESC LIMIT 1) latest ON true
        WHERE u.path <@ ANY ($1::ltree[])
        ORDER BY c.archived_at IS NOT NULL, latest.edited_at DESC, c.id DESC`,
      [authorPaths(actor)],
    );
  }
}
