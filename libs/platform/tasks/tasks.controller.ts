import { Controller, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  hasRole,
  page,
  redirect,
  Scoped,
  STAFF_ROLES,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { LOGGER, type Logger } from '#platform/logging';
import { STORAGE, type Storage } from '#platform/storage';
import type { Task } from './task.js';
import { taskView } from './task.view.js';
import { TaskRepository } from './task-repository.js';

/** A person's own long-running work: watch, cancel, resume, download. */
@Controller('tasks')
@Access('signed-in')
@Scoped('own')
export class TasksController {
  constructor(
    private readonly tasks: TaskRepository,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const task = await this.own(id, actor);
    const view = request.headers['hx-request']
      ? 'platform/tasks/pages/progress'
      : 'platform/tasks/pages/show';
    return page(view, { task: taskView(task, mayFetch(task, actor)) });
  }

  /** Server-sent events: one `progress` a second until the task has ended. */
  @Get(':id/events')
  async events(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.own(id, actor);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    let open = true;
    reply.raw.on('close', () => {
      open = false;
    });
    // Whoever loses the connection asks again, or looks at the page: there is no answer left to fail with.
    try {
      while (open) {
        const task = await this.tasks.find(id);
        if (!task) break;
        const { status, done, total } = task;
        reply.raw.write(`event: progress\ndata: ${JSON.stringify({ status, done, total })}\n\n`);
        if (status !== 'waiting' && status !== 'running') break;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    } catch (error) {
      this.logger.warn({ err: error, taskId: id }, 'progress of a task could not be told');
    } finally {
      reply.raw.end();
    }
  }

  @Post(':id/cancellation')
  async cancel(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.own(id, actor);
    await this.tasks.requestCancellation(id);
    return redirect(`/tasks/${id}`);
  }

  @Post(':id/resumption')
  async resume(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.own(id, actor);
    await this.tasks.resume(id);
    return redirect(`/tasks/${id}`);
  }

  /** For who asked for it alone, as long as they have work to do: it was made for what they might see. */
  @Get(':id/file')
  async file(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const task = await this.own(id, actor);
    const file = mayFetch(task, actor) ? task.result?.file : undefined;
    if (!file || (await this.storage.size(file.key)) === null) throw new NotFound();
    reply.header('cache-control', 'private, no-store');
    const ascii = file.name
      .normalize('NFD')
      .replace(/đ/g, 'd')
      .replace(/Đ/g, 'D')
      .replace(/[^\w.-]+/g, '-');
    return new StreamableFile(this.storage.stream(file.key), {
      type: file.type,
      length: file.bytes,
      disposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  }

  private async own(id: string, actor: Actor): Promise<Task> {
    const task = isUuid(id) ? await this.tasks.find(id) : null;
    if (!task || (task.requestedBy !== actor.accountId && !hasRole(actor, 'system-admin')))
      throw new NotFound();
    return task;
  }
}

const mayFetch = (task: Task, actor: Actor): boolean =>
  task.requestedBy === actor.accountId && hasRole(actor, ...STAFF_ROLES);
