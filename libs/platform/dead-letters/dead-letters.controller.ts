import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  type Flash,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { DeadLetters } from '#platform/jobs';
import { TaskRepository } from '#platform/tasks';
import { deadLetterList, type JobWords, letterView, PAGE_SIZE } from './dead-letters.view.js';
import { RETRY_KIND, type retryKind } from './retry-kind.task.js';

const HOME = '/admin/dead-letters';
const query = z.object({
  kind: z.string().max(100).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** What the queues gave up on, for the system administrator: see it, send it back, discard it. */
@Controller('admin/dead-letters')
@Access('system-admin')
@Scoped('all')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() given: unknown) {
    const { kind, page: number } = parseInput(query, given);
    const kinds = await this.letters.kinds();
    const shown = kinds.find((each) => each.name === kind)?.name ?? null;
    const rows = await this.letters.list(shown, PAGE_SIZE, (number - 1) * PAGE_SIZE);
    return page(
      'platform/dead-letters/pages/list',
      deadLetterList(kinds, rows, shown, number, this.words(request)),
    );
  }

  @Post(':id/retry')
  async retry(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const sent = isUuid(id) && (await this.letters.retry(id, actor.accountId));
    return redirect(HOME, told(sent, 'jobs.retried'));
  }

  @Get(':id/removal')
  async askRemoval(@Req() request: FastifyRequest, @Param('id') id: string) {
    const letter = isUuid(id) ? await this.letters.find(id) : null;
    if (!letter) throw new NotFound();
    return page('platform/dead-letters/pages/discard', { letter: letterView(letter, this.words(request)) });
  }

  @Post(':id/removal')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const gone = isUuid(id) && (await this.letters.discard(id, actor.accountId));
    return redirect(HOME, told(gone, 'jobs.discarded'));
  }

  /** All of one name: there may be thousands, so it is a task with its own page. */
  @Post('kinds/:name/retry')
  async retryKind(@CurrentActor() actor: Actor, @Param('name') name: string) {
    const kind = (await this.letters.kinds()).find((each) => each.name === name);
    if (!kind) return redirect(HOME, told(false, 'jobs.retried'));
    await this.audit.record(this.db.manager, {
      actorId: actor.accountId,
      action: 'jobs.retry-kind',
      subjectType: 'dead-letter',
      subjectId: null,
      detail: { job: name, count: kind.count },
    });
    const params: z.infer<typeof retryKind> = { name, total: kind.count };
    return redirect(`/tasks/${await this.tasks.start(RETRY_KIND, params, actor.accountId)}`);
  }

  private words(request: FastifyRequest): JobWords {
    const t = this.catalogue.for(localeOf(request));
    return (name) => (this.catalogue.has(`jobs.name.${name}`) ? t(`jobs.name.${name}`) : name);
  }
}

const told = (done: boolean, key: string): Flash =>
  done ? { kind: 'success', key } : { kind: 'info', key: 'jobs.no-longer-there' };
