import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Access, type Actor, CurrentActor, page, parseInput, redirect, Scoped } from '#platform/http';
import { Drafts } from '../draft/drafts.js';
import { newLesson, positionInput } from './outline.input.js';

/** Minutes a new lesson is thought to take until its author says otherwise. */
const MINUTES = 20;

/** Lessons in the outline: adding, ordering, removing. Their content is the lesson editor's. */
@Controller('authoring/courses/:id/lessons')
@Access('author', 'programme-admin')
@Scoped('unit')
export class LessonsController {
  constructor(private readonly drafts: Drafts) {}

  @Post()
  async add(@Param('id') id: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const given = newLesson.safeParse(body);
    if (!given.success) {
      await this.drafts.require(actor, id);
      return redirect(`/authoring/courses/${id}`, titleMissing);
    }
    const { sectionId, title } = given.data;
    const details = { title, summary: '', minutes: MINUTES, skills: [], sources: [] };
    const lesson = await this.drafts.change(actor, id, (draft) => draft.addLesson(sectionId, details));
    return redirect(`/authoring/courses/${id}/lessons/${lesson.id}`);
  }

  @Post(':lessonId/position')
  async move(@Param() { id, lessonId }: Place, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const { direction } = parseInput(positionInput, body);
    await this.drafts.change(actor, id, (draft) => draft.moveLesson(lessonId, direction));
    return redirect(`/authoring/courses/${id}#lesson-${lessonId}`);
  }

  @Get(':lessonId/deletion')
  async confirmDeletion(@Param() { id, lessonId }: Place, @CurrentActor() actor: Actor) {
    const { title: subject } = (await this.drafts.require(actor, id)).lesson(lessonId);
    return page('course/authoring/outline/lesson-deletion', {
      base: `/authoring/courses/${id}`,
      lessonId,
      subject,
    });
  }

  @Post(':lessonId/deletion')
  async remove(@Param() { id, lessonId }: Place, @CurrentActor() actor: Actor) {
    await this.drafts.change(actor, id, (draft) => draft.removeLesson(lessonId));
    return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.deleted' });
  }
}

const titleMissing = { kind: 'error', key: 'errors.course.lesson-title-empty' } as const;

interface Place {
  id: string;
  lessonId: string;
}
