import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Forbidden, InvalidInput } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  ROLES,
  Scoped,
} from '#platform/http';
import { Accounts } from '../account/accounts.js';
import { mayGive, rolesToGive } from '../role/granting.policy.js';
import { accountQuery, newAccountInput } from './account.input.js';
import { accountRow, roleOptions } from './account.view.js';
import { AccountAdministration } from './account-administration.js';
import { AdministrationRepository } from './administration.repository.js';
import { codeSlip } from './code-slip.js';
import { scopeOf } from './managed-accounts.js';
import { UnitAmbiguous, UnitChoice } from './unit-choice.js';

const PAGE = 50;
/** Refusals that belong to a field. */
const TAKEN = {
  'identity.phone-taken': 'phone',
  'identity.email-taken': 'email',
  'identity.username-taken': 'username',
};

/** Finding accounts of one's units, and making new ones. */
@Controller('admin/accounts')
@Access('unit-manager', 'programme-admin', 'system-admin')
@Scoped('unit')
export class AccountsController {
  constructor(
    private readonly repository: AdministrationRepository,
    private readonly administration: AccountAdministration,
    private readonly accounts: Accounts,
    private readonly choice: UnitChoice,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Query() query: unknown) {
    const { q, role, status, page: number } = parseInput(accountQuery, query);
    const offset = (number - 1) * PAGE;
    const found = await this.repository.search({
      scope: scopeOf(actor),
      text: q,
      role,
      status,
      offset,
      limit: PAGE + 1,
    });
    const at = (target: number) => {
      const given = Object.entries({ q, role, status }).filter(([, value]) => value) as [string, string][];
      return `/admin/accounts?${new URLSearchParams([...given, ['page', String(target)]])}`;
    };
    return page('identity/administration/list', {
      q,
      role,
      status,
      rows: found.slice(0, PAGE).map(accountRow),
      roles: roleOptions(ROLES),
      filtered: Boolean(q || role || status),
      number,
      previous: number > 1 ? at(number - 1) : null,
      next: found.length > PAGE ? at(number + 1) : null,
    });
  }

  @Get('new')
  form(@CurrentActor() actor: Actor) {
    return this.show(actor, {});
  }

  @Post()
  @Accepts(newAccountInput)
  async create(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    try {
      const { unit: typed, unitCode, role, ...facts } = parseInput(newAccountInput, body);
      if (!facts.phone && !facts.email && !facts.username)
        throw new InvalidInput([{ field: 'phone', code: 'identity.sign-in-name-missing' }]);
      const unit = await this.choice.resolve({ unit: typed, unitCode }, scopeOf(actor));
      if (!mayGive(actor, role, unit.path)) throw new Forbidden();
      const id = await this.accounts.create(
        { ...facts, unitId: unit.id, roles: [{ role }] },
        actor.accountId,
      );
      return codeSlip(facts.fullName, id, await this.administration.issueCode(actor, id));
    } catch (error) {
      return this.showAgain(actor, request, body, error);
    }
  }

  private showAgain(actor: Actor, request: FastifyRequest, body: Record<string, unknown>, error: unknown) {
    const errors = this.formErrors.refusal(request, error, TAKEN);
    const candidates = error instanceof UnitAmbiguous ? error.candidates : [];
    return this.show(actor, { ...body, candidates, errors }, 422);
  }

  private show(actor: Actor, model: object, status = 200) {
    return page('identity/administration/new', { ...model, roles: roleOptions(rolesToGive(actor)) }, status);
  }
}
