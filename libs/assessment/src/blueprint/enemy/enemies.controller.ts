import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  redirect,
  Scoped,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { QuestionBanks } from '../../bank/question-banks.service.js';
import { Enemies, type EnemyInput, enemyInput } from './enemies.service.js';

interface Place {
  bank: string;
  group: string;
}

/** Questions of a bank that must not come together. */
@Controller('authoring/banks/:bank/enemies')
@Access('author', 'programme-admin')
@Scoped('all')
export class EnemiesController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly enemies: Enemies,
    private readonly forms: FormErrors,
  ) {}

  @Get()
  async list(@Param('bank') bankId: string) {
    return page('assessment/blueprint/enemy/enemies', await this.model(bankId, null));
  }

  @Post()
  @Accepts(enemyInput)
  async create(
    @Param('bank') bankId: string,
    @Body() body: EnemyInput,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.saving(bankId, null, body, actor, request);
  }

  @Get(':group')
  async edit(@Param() { bank, group }: Place) {
    return page('assessment/blueprint/enemy/enemies', await this.model(bank, group));
  }

  @Post(':group')
  @Accepts(enemyInput)
  async change(
    @Param() { bank, group }: Place,
    @Body() body: EnemyInput,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    if (!isUuid(group)) throw new NotFound();
    return this.saving(bank, group, body, actor, request);
  }

  @Post(':group/removal')
  async remove(@Param() { bank: bankId, group }: Place, @CurrentActor() actor: Actor) {
    const bank = await this.banks.require(bankId);
    if (!isUuid(group)) throw new NotFound();
    await this.enemies.remove(bank.id, group, actor.accountId);
    return redirect(`/authoring/banks/${bank.id}/enemies`, {
      kind: 'success',
      key: 'assessment.enemy.removed',
    });
  }

  private async saving(
    bankId: string,
    group: string | null,
    values: EnemyInput,
    actor: Actor,
    request: FastifyRequest,
  ) {
    const bank = await this.banks.require(bankId);
    try {
      await this.enemies.save(bank.id, group, values, actor.accountId);
    } catch (error) {
      const errors = this.forms.refusal(request, error);
      const model = { ...(await this.model(bank.id, group)), values, errors };
      return page('assessment/blueprint/enemy/enemies', model, 422);
    }
    return redirect(`/authoring/banks/${bank.id}/enemies`, {
      kind: 'success',
      key: 'assessment.enemy.saved',
    });
  }

  private async model(bankId: string, group: string | null) {
    const bank = await this.banks.require(bankId);
    const groups = await this.enemies.list(bank.id);
    const chosen = groups.find(({ id }) => id === group);
    if (group !== null && !chosen) throw new NotFound();
    const home = `/authoring/banks/${bank.id}`;
    return {
      bank: { title: bank.title, href: home },
      blueprintsHref: `${home}/blueprints`,
      here: `${home}/enemies`,
      action: chosen ? `${home}/enemies/${chosen.id}` : `${home}/enemies`,
      editing: chosen !== undefined,
      values: {
        name: chosen?.name ?? '',
        codes: chosen?.questions.map(({ externalId }) => externalId).join('\n') ?? '',
      },
      groups: groups.map(({ id, name, questions }) => ({
        name,
        href: `${home}/enemies/${id}`,
        questions: questions.map((question) => ({
          code: question.externalId,
          stem: question.stem,
          href: `${home}/questions/${question.id}`,
        })),
      })),
    };
  }
}
