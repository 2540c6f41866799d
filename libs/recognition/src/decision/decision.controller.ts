import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { reasonInput } from '../application/application.input.js';
import { Settlements } from '../doubt/settlements.js';
import { DecisionPage } from './decision-page.js';
import { Decisions } from './decisions.js';
import { type QueueEntry, QueueRepository } from './queue.repository.js';
import { READS } from './reads.js';

type Form = Record<string, string>;

/** One application: what was shown, and what the responsible unit makes of it. */
@Controller('recognitions/applications/:id')
@Access(...READS)
@Scoped('unit')
export class DecisionController {
  constructor(
    private readonly queue: QueueRepository,
    private readonly decisions: Decisions,
    private readonly settlements: Settlements,
    private readonly pages: DecisionPage,
    private readonly formErrors: FormErrors,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.page(await this.find(id, actor), actor, request);
  }

  @Post('confirmation')
  @Access('unit-manager')
  async confirm(@Param('id') id: string, @CurrentActor() actor: Actor, @Body() body: Form) {
    const judged = body?.['judged'] === 'yes';
    await this.decisions.confirm(id, scopePaths(actor, 'unit-manager'), actor.accountId, { judged });
    return redirect(`/recognitions/applications/${id}`, { kind: 'success', key: 'recognition.confirmed' });
  }

  @Post('refusal')
  @Access('unit-manager')
  @Accepts(reasonInput)
  refuse(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: Form,
    @Req() request: FastifyRequest,
  ) {
    return this.because(id, 'refusal', actor, body, request, (reason, scope) =>
      this.decisions.turnDown(id, 'refused', reason, scope, actor.accountId),
    );
  }

  @Post('request')
  @Access('unit-manager')
  @Accepts(reasonInput)
  askMore(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: Form,
    @Req() request: FastifyRequest,
  ) {
    return this.because(id, 'request', actor, body, request, (reason, scope) =>
      this.decisions.turnDown(id, 'more-asked', reason, scope, actor.accountId),
    );
  }

  @Post('retention')
  @Access('unit-manager')
  @Accepts(reasonInput)
  keep(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: Form,
    @Req() request: FastifyRequest,
  ) {
    return this.because(id, 'retention', actor, body, request, (reason, scope) =>
      this.settlements.keep(id, reason, scope, actor.accountId),
    );
  }

  @Post('revocation')
  @Access('unit-manager')
  @Accepts(reasonInput)
  end(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: Form,
    @Req() request: FastifyRequest,
  ) {
    return this.because(id, 'revocation', actor, body, request, (reason, scope) =>
      this.settlements.end(id, reason, scope, actor.accountId),
    );
  }

  /** With a reason, which the person is shown; the form comes back when there is none. */
  private async because(
    id: string,
    form: string,
    actor: Actor,
    body: Form,
    request: FastifyRequest,
    work: (reason: string, scope: string[]) => Promise<void>,
  ) {
    const application = await this.find(id, actor);
    try {
      await work(parseInput(reasonInput, body).reason, scopePaths(actor, 'unit-manager'));
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return this.page(application, actor, request, { form, errors });
    }
    return redirect(`/recognitions/applications/${id}`, { kind: 'success', key: `recognition.did.${form}` });
  }

  private async find(id: string, actor: Actor): Promise<QueueEntry> {
    const found = await this.queue.find(scopePaths(actor, ...READS), id);
    if (!found) throw new NotFound();
    return found;
  }

  private async page(
    application: QueueEntry,
    actor: Actor,
    request: FastifyRequest,
    refused?: { form: string; errors: unknown },
  ) {
    const model = await this.pages.model(application, actor, this.catalogue.for(localeOf(request)));
    return page('recognition/decision/show', { ...model, ...refused }, refused ? 422 : 200);
  }
}
