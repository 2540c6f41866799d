import { Controller, Get, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { People } from '#identity';
import { Access, type Actor, CurrentActor, page, Scoped } from '#platform/http';
import { AuthorScope } from '../draft/author-scope.js';

interface VersionRow {
  number: number;
  status: string;
  title: string;
  publishedAt: Date | null;
  publishedBy: string | null;
  note: string;
  lessons: number;
  fromFiles: boolean;
}

/** All versions of a course, the newest first. */
@Controller('authoring/courses/:id/versions')
@Access('author', 'programme-admin')
@Scoped('unit')
export class VersionsController {
  constructor(
    private readonly db: DataSource,
    private readonly scope: AuthorScope,
    private readonly people: People,
  ) {}

  @Get()
  async list(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.scope.course(actor, id);
    const rows: VersionRow[] = await this.db.query(
      `SELECT number, status, title, published_at AS "publishedAt", published_by AS "publishedBy", change_note AS note,
              seed_sha256 IS NOT NULL AS "fromFiles",
              (SELECT count(*)::int FROM lesson l WHERE l.version_id = v.id AND l.kind = 'lesson') AS lessons
         FROM course_version v WHERE course_id = $1 ORDER BY number DESC`,
      [id],
    );
    const names = await this.people.names(rows.flatMap((row) => row.publishedBy ?? []));
    return page('course/authoring/publication/versions', {
      base: `/authoring/courses/${id}`,
      courseTitle: rows[0]?.title ?? '',
      versions: rows.map(({ publishedBy, ...row }) => ({
        ...row,
        by: publishedBy ? (names.get(publishedBy) ?? null) : null,
        badge: BADGES[row.status],
        statusKey: `course.version.${row.status}`,
      })),
    });
  }
}

const BADGES: Record<string, string> = { draft: 'learning', published: 'done', superseded: 'not-started' };
