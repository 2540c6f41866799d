import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
  Uploads,
} from '#platform/http';
import { MediaLibrary } from '../../media/media-library.js';
import { Drafts } from '../draft/drafts.js';
import { blockInput, KINDS } from './block.input.js';
import { textLesson } from './lesson-editor.js';

/** Adding pictures, videos and PDFs to a lesson, and taking blocks out. */
@Controller('authoring/courses/:id/lessons/:lessonId/blocks')
@Access('author', 'programme-admin')
@Scoped('unit')
export class BlocksController {
  constructor(
    private readonly drafts: Drafts,
    private readonly media: MediaLibrary,
    private readonly uploads: Uploads,
    private readonly forms: FormErrors,
  ) {}

  @Get('new')
  async form(@Param() { id, lessonId }: Place, @Query('kind') kind: string, @CurrentActor() actor: Actor) {
    const lesson = textLesson(await this.drafts.require(actor, id), lessonId);
    if (!KINDS.some((known) => known === kind)) throw new NotFound();
    return page('course/authoring/lesson/new-block', {
      ...newBlock(id, lessonId, kind),
      lesson: lesson.title,
    });
  }

  @Post()
  async add(@Param() { id, lessonId }: Place, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { fields, file } = await this.uploads.read(request);
    try {
      const { kind, url, alt, caption } = parseInput(blockInput, fields);
      if (!file && !url) throw new InvalidInput([{ field: 'file', code: `course.${kind}-missing` }]);
      const block = await this.drafts.change(actor, id, async (draft, tx) => {
        const lesson = textLesson(draft, lessonId);
        const media = file && (await this.media.add(tx, id, kind, file, actor.accountId));
        return lesson.addBlock({ kind, mediaId: media?.id ?? null, url: media ? null : url, alt, caption });
      });
      return redirect(`/authoring/courses/${id}/lessons/${lessonId}#block-${block.id}`, added);
    } catch (error) {
      const lesson = textLesson(await this.drafts.require(actor, id), lessonId);
      const errors = this.forms.of(request, fieldErrors(error));
      const model = { ...newBlock(id, lessonId, fields['kind'] ?? 'picture'), lesson: lesson.title };
      return page('course/authoring/lesson/new-block', { ...model, values: fields, errors }, 422);
    }
  }

  @Get(':blockId/deletion')
  async confirmDeletion(@Param() { id, lessonId, blockId }: BlockPlace, @CurrentActor() actor: Actor) {
    const lesson = textLesson(await this.drafts.require(actor, id), lessonId);
    const { kind } = lesson.block(blockId);
    const base = `/authoring/courses/${id}/lessons/${lessonId}`;
    const titleKey = `course.block.delete-${kind === 'text' ? 'title-text' : kind}`;
    return page('course/authoring/lesson/block-deletion', { base, blockId, titleKey, lesson: lesson.title });
  }

  @Post(':blockId/deletion')
  async remove(@Param() { id, lessonId, blockId }: BlockPlace, @CurrentActor() actor: Actor) {
    await this.drafts.change(actor, id, (draft) => textLesson(draft, lessonId).removeBlock(blockId));
    const deleted = { kind: 'success', key: 'course.authoring.deleted' } as const;
    return redirect(`/authoring/courses/${id}/lessons/${lessonId}`, deleted);
  }
}

interface Place {
  id: string;
  lessonId: string;
}
interface BlockPlace extends Place {
  blockId: string;
}

const added = { kind: 'success', key: 'course.lesson.block-added' } as const;

const ACCEPT: Record<string, string> = {
  picture: 'image/png,image/jpeg,image/webp,image/gif,image/svg+xml',
  video: 'video/mp4,video/webm',
  file: 'application/pdf',
};

const newBlock = (id: string, lessonId: string, kind: string) => ({
  kind,
  isPicture: kind === 'picture',
  isVideo: kind === 'video',
  accept: ACCEPT[kind],
  base: `/authoring/courses/${id}/lessons/${lessonId}`,
});

/** A refused file belongs to its field; any other failure goes on. */
function fieldErrors(error: unknown) {
  if (error instanceof InvalidInput) return error.errors;
  if (error instanceof DomainError && [413, 422].includes(error.status))
    return [{ field: 'file', code: error.code, params: error.params }];
  throw error;
}
