import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { DomainError, type MessageParams } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { line } from '../course/course.input.js';
import { Drafts } from '../draft/drafts.js';
import { lessonHref } from '../outline/builder.view.js';
import { Publications } from './publications.js';

const publicationInput = z.strictObject({ seen: z.iso.datetime(), note: line(500).default('') });

/** Publishing: first a page that says what will change, then the act. */
@Controller('authoring/courses/:id/publication')
@Access('author', 'programme-admin')
@Scoped('unit')
export class PublicationController {
  constructor(
    private readonly drafts: Drafts,
    private readonly publications: Publications,
    private readonly db: DataSource,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async confirm(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.show(id, actor, request);
  }

  @Post()
  async publish(
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const { seen, note } = parseInput(publicationInput, body);
    try {
      const number = await this.publications.publish(actor, id, seen, note);
      return redirect(`/authoring/courses/${id}`, {
        ...{ kind: 'success', key: 'course.publication.done', params: { number } },
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.status !== 409 || error.code === 'course.no-draft')
        throw error;
      return this.show(id, actor, request, { code: error.code, params: error.params, note });
    }
  }

  private async show(
    id: string,
    actor: Actor,
    request: FastifyRequest,
    refused?: { code: string; params: MessageParams; note: string },
  ) {
    const t = this.words.for(localeOf(request));
    const draft = await this.drafts.require(actor, id);
    const base = `/authoring/courses/${id}`;
    const gaps = draft.gaps().map(({ code, title, lessonId }) => ({
      label: t(`course.gap.${code}`, { title }),
      href: lessonId ? lessonHref(base, draft.lesson(lessonId)) : base,
    }));
    const changes = await this.publications.changes(this.db.manager, draft);
    const told = changes?.map(({ kind, subject }) =>
      kind === 'details'
        ? t('course.change.details', { subject: t(`course.change.field.${subject}`) })
        : t(`course.change.${kind}`, { subject }),
    );
    const model = {
      base,
      courseTitle: draft.title,
      number: draft.number,
      gaps,
      isFirst: changes === null,
      changes: told ?? [],
      nothingChanged: changes?.length === 0,
      lessons: draft.lessons.filter((lesson) => lesson.kind === 'lesson').length,
      seen: draft.editedAt.toISOString(),
      note: refused?.note ?? '',
      refusal: refused ? t(`errors.${refused.code}`, refused.params) : null,
    };
    return page('course/authoring/publication/confirm', model, refused ? 409 : 200);
  }
}
