import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { ManagedAccounts, scopeOf } from './managed-accounts.js';
import { personInput } from './person.input.js';
import { PersonCorrection } from './person-correction.js';
import { UnitAmbiguous, UnitChoice } from './unit-choice.js';

const GROUPS = ['official', 'citizen', 'student', 'worker'];

/** Correcting what the platform knows about a person: certificates print it. */
@Controller('admin/accounts/:id/person')
@Access('unit-manager', 'programme-admin', 'system-admin')
@Scoped('unit')
export class PersonController {
  constructor(
    private readonly accounts: ManagedAccounts,
    private readonly correction: PersonCorrection,
    private readonly choice: UnitChoice,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async form(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.accounts.manageable(actor, id);
    return page('identity/administration/person', {
      id,
      groups: GROUPS,
      ...(await this.correction.facts(id)),
    });
  }

  @Post()
  @Accepts(personInput)
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    await this.accounts.manageable(actor, id);
    try {
      const { unit: typed, unitCode, ...facts } = parseInput(personInput, body);
      const unit = await this.choice.resolve({ unit: typed, unitCode }, scopeOf(actor));
      await this.correction.write(actor, id, { ...facts, unitId: unit.id });
      return redirect(`/admin/accounts/${id}`, { kind: 'success', key: 'identity.account.corrected' });
    } catch (error) {
      const errors = this.formErrors.refusal(request, error, { 'identity.citizen-id-taken': 'citizenId' });
      const candidates = error instanceof UnitAmbiguous ? error.candidates : [];
      const shown = { id, groups: GROUPS, candidates, errors };
      return page('identity/administration/person', { ...body, ...shown }, 422);
    }
  }
}
