import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnitChoice } from '#identity';
import { Units } from '#organisation';
import { InvalidInput, NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
  Uploads,
} from '#platform/http';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { TaskRepository } from '#platform/tasks';
import { readAnswers } from './answer-file.js';
import { handoverInput } from './handover.input.js';
import { type Handover, Handovers } from './handovers.js';
import { MAKE_LIST } from './make-list.task.js';
import { READ_ANSWER } from './read-answer.task.js';

const HERE = '/recognitions/handovers';
const SHOWN = 100;
const READERS = ['programme-admin', 'auditor'] as const;

/** Lists of confirmations for VNeID, and what was answered. */
@Controller('recognitions/handovers')
@Access(...READERS)
@Scoped('unit')
export class HandoversController {
  constructor(
    private readonly handovers: Handovers,
    private readonly tasks: TaskRepository,
    private readonly choice: UnitChoice,
    private readonly units: Units,
    private readonly uploads: Uploads,
    private readonly formErrors: FormErrors,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return this.listPage(actor);
  }

  @Post()
  @Access('programme-admin')
  @Accepts(handoverInput)
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    try {
      const input = parseInput(handoverInput, body);
      const unit = await this.choice.resolve({ unit: input.unit }, scopePaths(actor, 'programme-admin'));
      const handoverId = await this.handovers.ask(unit.id, input, actor.accountId);
      return redirect(`/tasks/${await this.tasks.start(MAKE_LIST, { handoverId }, actor.accountId)}`);
    } catch (error) {
      return this.listPage(actor, { values: body, errors: this.formErrors.refusal(request, error) });
    }
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return this.showPage(await this.find(id, actor), actor);
  }

  @Post(':id/answer')
  @Access('programme-admin')
  async answer(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const handover = await this.find(id, actor);
    try {
      const { file } = await this.uploads.read(request);
      if (!file) throw new InvalidInput([{ field: 'file', code: 'recognition.file-missing' }]);
      readAnswers(file.content);
      const key = `uploads/${newId()}.csv`;
      await this.storage.put(key, file.content);
      const params = { handoverId: handover.id, key };
      return redirect(`/tasks/${await this.tasks.start(READ_ANSWER, params, actor.accountId)}`);
    } catch (error) {
      return this.showPage(handover, actor, this.formErrors.refusal(request, error));
    }
  }

  private async find(id: string, actor: Actor): Promise<Handover> {
    const found = await this.handovers.find(id, scopePaths(actor, ...READERS));
    if (!found) throw new NotFound();
    return found;
  }

  private async listPage(actor: Actor, refused?: { values: object; errors: unknown }) {
    const handovers = await this.handovers.list(scopePaths(actor, ...READERS), SHOWN);
    const [own] = await this.units.byPaths(scopePaths(actor, 'programme-admin'));
    const model = {
      handovers: handovers.map((each) => ({ ...each, href: `${HERE}/${each.id}` })),
      mayMake: hasRole(actor, 'programme-admin'),
      ...(refused ?? { values: { unit: own?.code, format: 'csv', content: 'changes' } }),
    };
    return page('recognition/handover/list', model, refused ? 422 : 200);
  }

  private async showPage(handover: Handover, actor: Actor, errors?: unknown) {
    const model = {
      ...{ handover, href: `${HERE}/${handover.id}`, errors },
      refused: await this.handovers.refused(handover.id, SHOWN),
      mayAnswer: handover.madeAt !== null && hasRole(actor, 'programme-admin'),
    };
    return page('recognition/handover/show', model, errors ? 422 : 200);
  }
}
