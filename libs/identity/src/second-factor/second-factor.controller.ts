import { Body, Controller, Get, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '#platform/config';
import { DomainError, TooManyRequests } from '#platform/errors';
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
  STAFF_ROLES,
} from '#platform/http';
import { shownCode } from '../one-time/one-time-code.js';
import { qrPath } from '../qr/qr-path.js';
import { Sessions } from '../session/sessions.js';
import { CodeCheck } from './code-check.js';
import { SecondFactors } from './second-factors.js';
import { keyUri, shownSecret } from './totp.js';

const codeInput = z.strictObject({
  code: z.string().trim().min(1, 'identity.second-factor-missing').max(40),
});
const ISSUER = 'hocvuso';

/** A staff member's own code generator: setting it up, new recovery codes, taking it away. */
@Controller('account/second-factor')
@Access(...STAFF_ROLES)
@Scoped('own')
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly check: CodeCheck,
    private readonly sessions: Sessions,
    private readonly formErrors: FormErrors,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  show(@CurrentActor() actor: Actor) {
    return this.render(actor);
  }

  @Post()
  async begin(@CurrentActor() actor: Actor) {
    await this.factors.begin(actor.accountId);
    return redirect('/account/second-factor');
  }

  @Post('confirmation')
  @Accepts(codeInput)
  async confirm(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Body() body: unknown) {
    if ((await this.factors.stateOf(actor.accountId)) !== 'begun')
      throw new DomainError('identity.second-factor-on');
    return this.withCode(actor, request, body, async (tx) => {
      const codes = await this.factors.confirm(tx, actor.accountId);
      await this.sessions.endAll(actor.accountId, tx, actor.sessionId);
      return this.codesPage(codes, true);
    });
  }

  @Post('recovery-codes')
  @Accepts(codeInput)
  renew(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Body() body: unknown) {
    return this.withCode(actor, request, body, async (tx) =>
      this.codesPage(await this.factors.renewRecoveryCodes(tx, actor.accountId), false),
    );
  }

  @Post('removal')
  @Accepts(codeInput)
  remove(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Body() body: unknown) {
    return this.withCode(actor, request, body, async (tx) => {
      await this.factors.removeOwn(tx, actor.accountId);
      await this.sessions.endAll(actor.accountId, tx, actor.sessionId);
      return redirect('/account/second-factor', { kind: 'success', key: 'identity.second-factor.removed' });
    });
  }

  private async withCode<T>(
    actor: Actor,
    request: FastifyRequest,
    body: unknown,
    work: (tx: EntityManager) => Promise<T>,
  ) {
    try {
      const { code } = parseInput(codeInput, body);
      return await this.check.generated({ accountId: actor.accountId, code, address: request.ip }, work);
    } catch (error) {
      if (error instanceof TooManyRequests) return this.render(actor, { locked: error.params }, 429);
      return this.render(actor, { errors: this.formErrors.refusal(request, error) }, 422);
    } finally {
      this.sessions.forget(actor.accountId);
    }
  }

  /** The answer to the POST itself, since nothing keeps the codes. */
  private codesPage(codes: string[], first: boolean) {
    return page('identity/second-factor/codes', { codes: codes.map(shownCode), first });
  }

  private async render(actor: Actor, more: object = {}, status = 200) {
    const [state, secret, left] = await Promise.all([
      this.factors.stateOf(actor.accountId),
      this.factors.secretToShow(actor.accountId),
      this.factors.recoveryCodesLeft(actor.accountId),
    ]);
    const setUp = secret && {
      secret: shownSecret(secret),
      qr: qrPath(keyUri(secret, ISSUER, `${actor.name} (${new URL(this.config.publicUrl).host})`)),
    };
    const required = this.config.staffSecondFactor === 'required';
    return page('identity/second-factor/show', { state, setUp, left, required, ...more }, status);
  }
}
