import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { People } from '#identity';
import { Access, type Actor, CurrentActor, localeOf, page, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { CourseRepository } from '../../version/course.repository.js';
import { AuthorScope } from '../draft/author-scope.js';
import { builderView } from './builder.view.js';

/** One course as its author sees it: the outline, what is missing, what comes next. */
@Controller('authoring/courses/:id')
@Access('author', 'programme-admin')
@Scoped('unit')
export class BuilderController {
  constructor(
    private readonly db: DataSource,
    private readonly scope: AuthorScope,
    private readonly repository: CourseRepository,
    private readonly people: People,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const course = await this.scope.course(actor, id);
    const versionId = course.draftId ?? course.publishedId;
    const version = versionId && (await this.repository.version(this.db.manager, versionId));
    if (!version) throw new Error(`Course ${id} has no version`);
    const [published] = course.publishedId
      ? await this.db.query('SELECT number, published_at AS "at" FROM course_version WHERE id = $1', [
          course.publishedId,
        ])
      : [null];
    const names = await this.people.names(version.editedBy ? [version.editedBy] : []);
    const editor = version.editedBy ? (names.get(version.editedBy) ?? null) : null;
    const t = this.words.for(localeOf(request));
    return page('course/authoring/outline/builder', builderView({ course, version, published, editor }, t));
  }
}
