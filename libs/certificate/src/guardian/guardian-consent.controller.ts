import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOneTimeCode } from '#identity';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { Accepts, Access, FormErrors, page, parseInput, Scoped } from '#platform/http';
import { CheckLimits } from '../verification/check-limits.js';
import { codeInput, linkConsentInput, linkWithdrawalInput } from './guardian-consent.input.js';
import { GuardianConsents } from './guardian-consents.service.js';
import { consentForm } from './guardians.view.js';

/** A guardian answers by the link or the code of a slip, without an account. Works without scripts. */
@Controller('guardian-consent')
@Access('public')
@Scoped('none')
export class GuardianConsentController {
  constructor(
    private readonly consents: GuardianConsents,
    private readonly limits: CheckLimits,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  ask() {
    return page('certificate/guardian/ask', {});
  }

  /** The answer is the form itself: a redirect would put the code into an address. */
  @Post()
  @HttpCode(200)
  @Accepts(codeInput)
  enter(@Req() request: FastifyRequest, @Body() body: Record<string, unknown>) {
    return this.orAsk(request, () => this.show(parseInput(codeInput, body).code));
  }

  /** Only looks: scanners open links before people do. */
  @Get(':token')
  open(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    reply.header('x-robots-tag', 'noindex').header('cache-control', 'no-store');
    // A code is for typing: in an address it would end up in histories.
    return this.orAsk(request, () => {
      if (parseOneTimeCode(token)) throw new NotFound('certificate.guardian.unknown');
      return this.show(token);
    });
  }

  @Post('answer')
  @HttpCode(200)
  @Accepts(linkConsentInput)
  answer(@Req() request: FastifyRequest, @Body() body: Record<string, unknown>) {
    return this.orAsk(request, async () => {
      const secret = String(body?.['secret'] ?? '');
      try {
        const { secret: given, ...consent } = parseInput(linkConsentInput, body);
        await this.consents.giveBy(given, consent);
      } catch (error) {
        const errors = this.formErrors.refusal(request, error);
        return this.show(secret, { typed: body, errors }, 422);
      }
      return this.show(secret, { done: 'given' });
    });
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Accepts(linkWithdrawalInput)
  withdraw(@Req() request: FastifyRequest, @Body() body: unknown) {
    return this.orAsk(request, async () => {
      const { secret, purpose } = parseInput(linkWithdrawalInput, body);
      await this.consents.withdrawBy(secret, purpose);
      return this.show(secret, { done: 'withdrawn' });
    });
  }

  private async show(secret: string, more: object = {}, status = 200) {
    const { invitation, pupil } = await this.consents.open(secret);
    const mayGive = invitation.state === 'valid';
    return page('certificate/guardian/consent', consentForm(pupil, { secret, mayGive, ...more }), status);
  }

  /** Counted whether right or wrong; with 58 bits to guess, what one address may ask is as nothing. */
  private async orAsk<T>(request: FastifyRequest, work: () => Promise<T> | T) {
    this.limits.take('search', request.ip);
    try {
      return await work();
    } catch (error) {
      const found =
        error instanceof InvalidInput
          ? error.errors
          : refused(error) && [{ field: 'code', code: refused(error)! }];
      if (!found) throw error;
      return page('certificate/guardian/ask', { errors: this.formErrors.of(request, found) }, 422);
    }
  }
}

const refused = (error: unknown): string | undefined =>
  error instanceof DomainError && error.code.startsWith('certificate.guardian.') ? error.code : undefined;
