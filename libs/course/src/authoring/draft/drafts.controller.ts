import { Controller, Get, Param, Post } from '@nestjs/common';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { Drafts } from './drafts.js';

/** Opening a draft of what is published, and giving it up. */
@Controller('authoring/courses/:id/draft')
@Access('author', 'programme-admin')
@Scoped('unit')
export class DraftsController {
  constructor(private readonly drafts: Drafts) {}

  @Post()
  async open(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.drafts.open(actor, id);
    return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.draft-opened' });
  }

  @Get('deletion')
  async confirmDiscarding(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const { title: subject, editedAt } = await this.drafts.require(actor, id);
    return page('course/authoring/draft/discard', { base: `/authoring/courses/${id}`, subject, editedAt });
  }

  @Post('deletion')
  async discard(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.drafts.discard(actor, id);
    return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.discarded' });
  }
}
