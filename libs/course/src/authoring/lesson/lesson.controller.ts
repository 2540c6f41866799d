import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  localeOf,
  page,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { lessonForm, typedFields } from './lesson.input.js';
import { type EditorState, editorView } from './lesson.view.js';
import { LessonEditor } from './lesson-editor.js';

/** The page on which one lesson is written. */
@Controller('authoring/courses/:id/lessons/:lessonId')
@Access('author', 'programme-admin')
@Scoped('unit')
export class LessonController {
  constructor(
    private readonly editor: LessonEditor,
    private readonly words: Catalogue,
    private readonly forms: FormErrors,
  ) {}

  @Get()
  async form(@Param() { id, lessonId }: Place, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.show(request, await this.editor.state(actor, id, lessonId));
  }

  @Post()
  async save(
    @Param() { id, lessonId }: Place,
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    try {
      const form = lessonForm(body);
      await this.editor.save(actor, id, lessonId, form);
      return redirect(placeAfter(`/authoring/courses/${id}`, lessonId, form.next), saved);
    } catch (error) {
      const state = await this.editor.state(actor, id, lessonId);
      const typed = typedFields(body);
      if (error instanceof InvalidInput)
        return this.show(request, { ...state, typed, errors: this.forms.of(request, error.errors) }, 422);
      if (error instanceof DomainError && error.code === 'course.edited-meanwhile') {
        const conflict = { at: state.lesson.editedAt, by: await this.editor.lastEditor(state.lesson) };
        return this.show(request, { ...state, typed, conflict }, 409);
      }
      throw error;
    }
  }

  private show(request: FastifyRequest, state: EditorState, status = 200) {
    const t = this.words.for(localeOf(request));
    return page('course/authoring/lesson/edit', editorView(state, t), status);
  }
}

interface Place {
  id: string;
  lessonId: string;
}

const saved = { kind: 'success', key: 'course.authoring.saved' } as const;

/** Where a button of the lesson form leads once everything is saved. */
function placeAfter(base: string, lessonId: string, next: string): string {
  const lesson = `${base}/lessons/${lessonId}`;
  const [act, blockId] = next.split('.');
  if (act === 'preview') return `${base}/preview?lesson=${lessonId}`;
  if (act === 'add-text') return `${lesson}#last-block`;
  if (act?.startsWith('add-')) return `${lesson}/blocks/new?kind=${act.slice('add-'.length)}`;
  if (act === 'delete') return `${lesson}/blocks/${blockId}/deletion`;
  return blockId ? `${lesson}#block-${blockId}` : lesson;
}
