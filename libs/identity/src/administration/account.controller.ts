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
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { grantInput } from './account.input.js';
import { accountDetail } from './account.view.js';
import { AccountAdministration } from './account-administration.js';
import { codeSlip } from './code-slip.js';
import { ManagedAccounts, scopeOf } from './managed-accounts.js';
import { UnitAmbiguous, UnitChoice } from './unit-choice.js';

/** One account of one's units: what it may do, whether it is open, a new code. */
@Controller('admin/accounts/:id')
@Access('unit-manager', 'programme-admin', 'system-admin')
@Scoped('unit')
export class AccountController {
  constructor(
    private readonly accounts: ManagedAccounts,
    private readonly administration: AccountAdministration,
    private readonly choice: UnitChoice,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return page('identity/administration/show', {
      account: accountDetail(actor, await this.accounts.find(actor, id)),
    });
  }

  @Post('roles')
  @Accepts(grantInput)
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const account = await this.accounts.find(actor, id);
    try {
      const { role, ...typed } = parseInput(grantInput, body);
      const unit = await this.choice.resolve(typed, scopeOf(actor));
      await this.administration.grant(actor, id, role, unit);
      return redirect(`/admin/accounts/${id}`, { kind: 'success', key: 'identity.account.granted' });
    } catch (error) {
      const model = {
        account: accountDetail(actor, account),
        role: body['role'],
        unit: body['unit'],
        candidates: error instanceof UnitAmbiguous ? error.candidates : [],
        errors: this.formErrors.refusal(request, error, { 'identity.role-already-granted': 'role' }),
      };
      return page('identity/administration/show', model, 422);
    }
  }

  @Post('roles/:grantId/revocation')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('grantId') grantId: string) {
    if (!isUuid(id) || !isUuid(grantId)) throw new NotFound();
    await this.administration.revoke(actor, id, grantId);
    return redirect(`/admin/accounts/${id}`, { kind: 'success', key: 'identity.account.revoked' });
  }

  @Get('suspension')
  async confirmSuspension(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return page('identity/administration/suspend', {
      account: accountDetail(actor, await this.accounts.find(actor, id)),
    });
  }

  @Post('suspension')
  async suspend(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.administration.disable(actor, (await this.accounts.find(actor, id)).accountId);
    return redirect(`/admin/accounts/${id}`, { kind: 'success', key: 'identity.account.disabled' });
  }

  @Post('reopening')
  async reopen(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.administration.enable(actor, (await this.accounts.find(actor, id)).accountId);
    return redirect(`/admin/accounts/${id}`, { kind: 'success', key: 'identity.account.enabled' });
  }

  @Get('second-factor')
  async confirmRemoval(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const account = await this.accounts.manageable(actor, id);
    return page('identity/administration/second-factor', { account: accountDetail(actor, account) });
  }

  @Post('second-factor/removal')
  async removeSecondFactor(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.administration.removeSecondFactor(actor, id);
    return redirect(`/admin/accounts/${id}`, {
      kind: 'success',
      key: 'identity.account.second-factor-removed',
    });
  }

  @Post('code')
  async issueCode(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const account = await this.accounts.find(actor, id);
    return codeSlip(account.name, id, await this.administration.issueCode(actor, id));
  }
}
