import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Drafts } from '../draft/drafts.js';
import { positionInput, sectionInput } from './outline.input.js';

@Controller('authoring/courses/:id/sections')
@Access('author', 'programme-admin')
@Scoped('unit')
export class SectionsController {
  constructor(
    private readonly drafts: Drafts,
    private readonly forms: FormErrors,
  ) {}

  @Post()
  async add(@Param('id') id: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const given = sectionInput.safeParse(body);
    if (!given.success) {
      await this.drafts.require(actor, id);
      return redirect(`/authoring/courses/${id}#new-section`, titleMissing);
    }
    const { title, summary } = given.data;
    const section = await this.drafts.change(actor, id, (draft) => draft.addSection(title, summary));
    return redirect(`/authoring/courses/${id}#section-${section.id}`);
  }

  @Get(':sectionId')
  async form(@Param() { id, sectionId }: Place, @CurrentActor() actor: Actor) {
    const { title, summary } = (await this.drafts.require(actor, id)).section(sectionId);
    return page('course/authoring/outline/section', {
      base: baseOf(id),
      sectionId,
      values: { title, summary },
    });
  }

  @Post(':sectionId')
  async edit(
    @Param() { id, sectionId }: Place,
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    try {
      const { title, summary } = parseInput(sectionInput, body);
      await this.drafts.change(actor, id, (draft) => draft.editSection(sectionId, title, summary));
      return redirect(`/authoring/courses/${id}#section-${sectionId}`, saved);
    } catch (error) {
      const errors = this.forms.refusal(request, error);
      return page(
        'course/authoring/outline/section',
        { base: baseOf(id), sectionId, values: body, errors },
        422,
      );
    }
  }

  @Post(':sectionId/position')
  async move(@Param() { id, sectionId }: Place, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const { direction } = parseInput(positionInput, body);
    await this.drafts.change(actor, id, (draft) => draft.moveSection(sectionId, direction));
    return redirect(`/authoring/courses/${id}#section-${sectionId}`);
  }

  @Get(':sectionId/deletion')
  async confirmDeletion(@Param() { id, sectionId }: Place, @CurrentActor() actor: Actor) {
    const section = (await this.drafts.require(actor, id)).section(sectionId);
    const lessons = section.lessons.map((lesson) => lesson.title);
    return page('course/authoring/outline/section-deletion', {
      ...{ base: baseOf(id), sectionId, subject: section.title, lessons },
    });
  }

  @Post(':sectionId/deletion')
  async remove(@Param() { id, sectionId }: Place, @CurrentActor() actor: Actor) {
    await this.drafts.change(actor, id, (draft) => draft.removeSection(sectionId));
    return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.deleted' });
  }
}

interface Place {
  id: string;
  sectionId: string;
}

const baseOf = (id: string): string => `/authoring/courses/${id}`;
const titleMissing = { kind: 'error', key: 'errors.course.section-title-empty' } as const;
const saved = { kind: 'success', key: 'course.authoring.saved' } as const;
