import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError, InvalidInput, NotFound, TooManyRequests } from '#platform/errors';
import { Accepts, Access, Cookies, FormErrors, page, parseInput, redirect, Scoped } from '#platform/http';
import { SHORTEST } from '../password/password.policy.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { Entrance } from '../sign-in/entrance.js';
import { ChoosingPassword, type SecretHolder } from './choosing-password.js';
import { CodeTries } from './code-tries.js';
import { parseCode } from './one-time-code.js';

const codeInput = z.strictObject({ code: z.string().trim().min(1, 'identity.code-missing').max(200) });
const passwordInput = z.strictObject({
  secret: z.string().min(1).max(200),
  password: z.string().max(1024),
});
const REFUSED = [
  'identity.secret-unknown',
  'identity.secret-used',
  'identity.secret-expired',
  'identity.secret-locked',
];

/** Activation and password reset: a one-time link or a printed code, then a password of one's own. */
@Controller()
@Access('public')
@Scoped('none')
export class OneTimeController {
  constructor(
    private readonly choosing: ChoosingPassword,
    private readonly tries: CodeTries,
    private readonly factors: SecondFactors,
    private readonly entrance: Entrance,
    private readonly cookies: Cookies,
    private readonly formErrors: FormErrors,
  ) {}

  @Get('activate')
  askCode() {
    return page('identity/one-time/code', { reset: false, code: '' });
  }

  @Get('password-reset')
  explainReset() {
    return page('identity/one-time/code', { reset: true, code: '' });
  }

  /** By code. The answer is the form itself: a redirect would put the code into an address. */
  @Post(['activate', 'password-reset'])
  @Accepts(codeInput)
  async enterCode(@Req() request: FastifyRequest, @Body() body: Record<string, unknown>) {
    const typed = typeof body?.['code'] === 'string' ? body['code'] : '';
    try {
      const { code } = parseInput(codeInput, body);
      const holder = await this.tries.with(code, this.typist(request), () => this.choosing.holder(code));
      return this.passwordForm(holder, code);
    } catch (error) {
      const errors = error instanceof InvalidInput ? error.errors : refusedAs('code', error);
      const reset = request.url.startsWith('/password-reset');
      const model = { reset, code: typed.slice(0, 40), errors: this.formErrors.of(request, errors) };
      return page('identity/one-time/code', model, error instanceof TooManyRequests ? 429 : 422);
    }
  }

  /** By link. Only looks: mail scanners open links before people do. */
  @Get(['activate/:token', 'password-reset/:token'])
  async openLink(@Param('token') token: string) {
    try {
      // A code is for typing: in an address it would end up in histories, and could be tried without limit.
      if (parseCode(token)) throw new NotFound('identity.secret-unknown');
      return this.passwordForm(await this.choosing.holder(token), token);
    } catch (error) {
      const [refusal] = refusedAs('link', error);
      return page('identity/one-time/refused', { reason: refusal?.code }, (error as DomainError).status);
    }
  }

  @Post('activate/password')
  @Accepts(passwordInput)
  async choose(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ) {
    const { secret, password } = parseInput(passwordInput, body);
    let accountId: string;
    try {
      accountId = await this.tries.with(secret, this.typist(request), () =>
        this.choosing.withSecret(secret, password),
      );
    } catch (error) {
      if (error instanceof InvalidInput) {
        const errors = this.formErrors.of(request, error.errors);
        return this.passwordForm(await this.choosing.holder(secret), secret, errors);
      }
      const [refusal] = refusedAs('secret', error);
      const model = { reason: refusal?.code, params: refusal?.params };
      return page('identity/one-time/refused', model, (error as DomainError).status);
    }
    const needsCode = (await this.factors.stateOf(accountId)) === 'on';
    const { to } = await this.entrance.admit(request, reply, { accountId, way: 'code', needsCode });
    return redirect(to, { kind: 'success', key: 'identity.one-time.done' });
  }

  private typist(request: FastifyRequest) {
    return { address: request.ip, browser: this.cookies.browserOf(request) };
  }

  private passwordForm(holder: SecretHolder, secret: string, errors?: object) {
    const { name, signInName, purpose } = holder;
    const model = {
      name,
      signInName,
      activation: purpose === 'activation',
      secret,
      errors,
      shortest: SHORTEST,
    };
    return page('identity/one-time/password', model, errors ? 422 : 200);
  }
}

/** The refusal of a secret as an error of one field; anything else is not for this page. */
function refusedAs(field: string, error: unknown) {
  if (!(error instanceof DomainError)) throw error;
  if (!REFUSED.includes(error.code) && error.code !== 'identity.account-disabled') throw error;
  return [{ field, code: error.code, params: error.params }];
}
