import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
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
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { groupOf } from '../rule/group-of.js';
import { applicationInput, sharingInput } from './application.input.js';
import { ApplicationPage } from './application-page.js';
import { Applications } from './applications.js';
import { Sharing } from './sharing.js';

const HOME = '/my-recognition';
const SHOW = 'recognition/application/show';

/** One's own way to the confirmation: what is needed, what is shown already, applying, taking back. */
@Controller('my-recognition')
@Access('signed-in')
@Scoped('own')
export class OwnController {
  constructor(
    private readonly db: DataSource,
    private readonly applications: Applications,
    private readonly pages: ApplicationPage,
    private readonly sharing: Sharing,
    private readonly formErrors: FormErrors,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    const t = this.catalogue.for(localeOf(request));
    return page(SHOW, await this.pages.model(actor.accountId, query['group'], t));
  }

  @Post('groups/:group/applications')
  @Accepts(applicationInput)
  async apply(
    @Param('group') name: string,
    @CurrentActor() actor: Actor,
    @Body() body: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    const group = groupOf(name);
    try {
      const input = parseInput(applicationInput, body);
      await this.applications.submit(actor.accountId, group, input, actor.accountId);
    } catch (error) {
      const model = await this.pages.model(actor.accountId, group, this.catalogue.for(localeOf(request)));
      return page(SHOW, { ...model, values: body, errors: this.formErrors.refusal(request, error) }, 422);
    }
    return redirect(`${HOME}?group=${group}`, { kind: 'success', key: 'recognition.applied' });
  }

  @Post('applications/:id/withdrawal')
  async withdraw(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.applications.withdraw(id, actor.accountId);
    return redirect(HOME, { kind: 'success', key: 'recognition.withdrawn' });
  }

  @Post('sharing')
  @Accepts(sharingInput)
  async share(@Body() body: Record<string, string>, @CurrentActor() actor: Actor) {
    const { share } = parseInput(sharingInput, body);
    await inTransaction(this.db, (tx) =>
      this.sharing.tell(tx, actor.accountId, share === 'yes', actor.accountId),
    );
    const key = share === 'yes' ? 'recognition.sharing.given' : 'recognition.sharing.taken-back';
    return redirect(HOME, { kind: 'success', key });
  }
}
