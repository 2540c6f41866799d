import { Controller, Get, Param, Post } from '@nestjs/common';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { AuthorScope } from '../draft/author-scope.js';
import { Archive } from './archive.js';

@Controller('authoring/courses/:id/archive')
@Access('author', 'programme-admin')
@Scoped('unit')
export class ArchiveController {
  constructor(
    private readonly scope: AuthorScope,
    private readonly archive: Archive,
  ) {}

  @Get()
  async confirm(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const { code, archivedAt } = await this.scope.course(actor, id);
    const view = archivedAt ? 'restore' : 'archive';
    return page(`course/authoring/publication/${view}`, { base: `/authoring/courses/${id}`, code });
  }

  @Post()
  async put(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.archive.put(actor, id);
    return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.archive.done' });
  }

  @Post('deletion')
  async takeBack(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.archive.takeBack(actor, id);
    return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.archive.restored' });
  }
}
