import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type FoundPerson, PersonSearch } from '#identity';
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
import { isUuid } from '#platform/ids';
import { groupOf } from '../rule/group-of.js';
import { applicationInput, behalfInput } from './application.input.js';
import { ApplicationPage } from './application-page.js';
import { Applications } from './applications.js';

const HOME = '/recognitions/people';
const FOUND = 20;

/** A community team or a unit applies for somebody of its units who has no telephone: they agreed to it on the spot. */
@Controller('recognitions/people')
@Access('unit-manager')
@Scoped('unit')
export class BehalfController {
  constructor(
    private readonly search: PersonSearch,
    private readonly applications: Applications,
    private readonly pages: ApplicationPage,
    private readonly formErrors: FormErrors,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  find() {
    return page('recognition/application/people', { text: '', asked: false });
  }

  /** By POST, so that nobody's name stands in an address. */
  @Post()
  async found(@CurrentActor() actor: Actor, @Body() body: Record<string, unknown>) {
    const text = String(body?.['text'] ?? '').slice(0, 200);
    const people = await this.search.find(text, scopePaths(actor, 'unit-manager'), FOUND);
    return page('recognition/application/people', {
      ...{ text, asked: true },
      people: people.map((person) => ({ ...person, href: `${HOME}/${person.accountId}` })),
    });
  }

  @Get(':accountId')
  async show(
    @Param('accountId') id: string,
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    return this.page(await this.person(id, actor), query['group'], request);
  }

  @Post(':accountId/groups/:group/applications')
  @Accepts(applicationInput)
  async apply(
    @Param('accountId') id: string,
    @Param('group') name: string,
    @CurrentActor() actor: Actor,
    @Body() given: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    const person = await this.person(id, actor);
    const group = groupOf(name);
    const { agreed, ...body } = given ?? {};
    try {
      const input = parseInput(applicationInput, body);
      parseInput(behalfInput, { agreed });
      await this.applications.submit(person.accountId, group, input, actor.accountId);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return this.page(person, group, request, { values: body, errors });
    }
    return redirect(`${HOME}/${person.accountId}?group=${group}`, {
      ...{ kind: 'success', key: 'recognition.behalf.applied' },
    });
  }

  private async person(id: string, actor: Actor): Promise<FoundPerson> {
    const scope = scopePaths(actor, 'unit-manager');
    const person = isUuid(id) && id !== actor.accountId ? await this.search.within(id, scope) : null;
    if (!person) throw new NotFound();
    return person;
  }

  private async page(
    person: FoundPerson,
    group: string | undefined,
    request: FastifyRequest,
    refused?: { values: object; errors: unknown },
  ) {
    const model = await this.pages.model(person.accountId, group, this.catalogue.for(localeOf(request)));
    return page('recognition/application/behalf', { ...model, person, ...refused }, refused ? 422 : 200);
  }
}
