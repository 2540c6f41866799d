import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
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
import { ClassPupils } from './class-pupils.js';
import { paperConsentInput, slipsInput, withdrawalInput } from './guardian-consent.input.js';
import { GuardianConsents } from './guardian-consents.service.js';
import { consentForm, guardiansView, PER_PAGE, slipView } from './guardians.view.js';

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Pupils under 16 of a class, and what their guardians agreed to. */
@Controller('classes/:classId/guardians')
@Access('unit-manager', 'programme-admin', 'registrar', 'system-admin')
@Scoped('unit')
export class GuardiansController {
  constructor(
    private readonly pupils: ClassPupils,
    private readonly consents: GuardianConsents,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@Param('classId') classId: string, @Query() given: unknown, @CurrentActor() actor: Actor) {
    const { training, inSight } = await this.pupils.of(actor, classId);
    const { page: number } = parseInput(query, given);
    const counts = await this.pupils.rows.count(inSight);
    const rows = await this.pupils.rows.list(inSight, PER_PAGE, (number - 1) * PER_PAGE);
    return page('certificate/guardian/list', guardiansView(training, counts, rows, number));
  }

  /** Slips for those of a page who have no consent yet. The answer shows them: nothing keeps what they say. */
  @Post('slips')
  @Accepts(slipsInput)
  async slips(@Param('classId') classId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { training, inSight } = await this.pupils.of(actor, classId);
    const { page: number } = parseInput(slipsInput, body);
    const rows = await this.pupils.rows.list(inSight, PER_PAGE, (number - 1) * PER_PAGE);
    const waiting = rows.filter(({ consents }) => !consents.some(({ purpose }) => purpose === 'issue'));
    const slips = await this.consents.invite(
      waiting.map(({ accountId }) => accountId),
      actor.accountId,
    );
    return page('certificate/guardian/slips', slipView(training, waiting, slips));
  }

  @Get(':accountId')
  async form(
    @Param('classId') classId: string,
    @Param('accountId') accountId: string,
    @CurrentActor() actor: Actor,
  ) {
    return page('certificate/guardian/form', await this.model(actor, classId, accountId));
  }

  @Post(':accountId')
  @Accepts(paperConsentInput)
  async record(
    @Param('classId') classId: string,
    @Param('accountId') accountId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const model = await this.model(actor, classId, accountId);
    try {
      await this.consents.record(accountId, parseInput(paperConsentInput, body), actor.accountId);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('certificate/guardian/form', { ...model, typed: body ?? {}, errors }, 422);
    }
    return redirect(`/classes/${classId}/guardians`, {
      kind: 'success',
      key: 'certificate.guardian.recorded',
    });
  }

  @Post(':accountId/withdrawal')
  @Accepts(withdrawalInput)
  async withdraw(
    @Param('classId') classId: string,
    @Param('accountId') accountId: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ) {
    await this.model(actor, classId, accountId);
    await this.consents.withdraw(accountId, parseInput(withdrawalInput, body).purpose, actor.accountId);
    return redirect(`/classes/${classId}/guardians/${accountId}`, {
      kind: 'success',
      key: 'certificate.guardian.withdrawn',
    });
  }

  private async model(actor: Actor, classId: string, accountId: string) {
    const { training, inSight } = await this.pupils.of(actor, classId);
    const pupil = isUuid(accountId) ? await this.pupils.rows.inSight(inSight, accountId) : null;
    if (!pupil) throw new NotFound();
    return consentForm(pupil, { training, action: `/classes/${training.id}/guardians/${accountId}` });
  }
}
