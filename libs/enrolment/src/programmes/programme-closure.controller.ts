import { Controller, Get, Param, Post } from '@nestjs/common';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { ProgrammeScope } from './programme-scope.js';
import { Programmes } from './programmes.js';

/** Ending a programme, and taking that back. */
@Controller('programmes/:id')
@Access('programme-admin', 'system-admin')
@Scoped('unit')
export class ProgrammeClosureController {
  constructor(
    private readonly scope: ProgrammeScope,
    private readonly programmes: Programmes,
  ) {}

  @Get('closure')
  async confirm(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return page('enrolment/programmes/close', { programme: await this.scope.toRun(id, actor) });
  }

  @Post('closure')
  async close(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.programmes.close(actor, id);
    return redirect(`/programmes/${id}`, { kind: 'success', key: 'programmes.closed-now' });
  }

  @Post('reopening')
  async reopen(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.programmes.reopen(actor, id);
    return redirect(`/programmes/${id}`, { kind: 'success', key: 'programmes.reopened' });
  }
}
