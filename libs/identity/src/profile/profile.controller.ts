import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  Cookies,
  CurrentActor,
  FormErrors,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
  STAFF_ROLES,
} from '#platform/http';
import { LOCALES } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { SHORTEST } from '../password/password.policy.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { Sessions } from '../session/sessions.js';
import { deviceOf } from '../sign-in/device.js';
import { OwnPassword } from './own-password.js';
import { ProfileRepository } from './profile.repository.js';

const passwordInput = z.strictObject({
  current: z.string().min(1, 'identity.password-missing').max(1024),
  password: z.string().max(1024),
});
const localeInput = z.strictObject({ locale: z.enum(LOCALES) });

/** A person's own account: their data, language, password and where they are signed in. */
@Controller('account')
@Access('signed-in')
@Scoped('own')
export class ProfileController {
  constructor(
    private readonly profiles: ProfileRepository,
    private readonly sessions: Sessions,
    private readonly ownPassword: OwnPassword,
    private readonly factors: SecondFactors,
    private readonly cookies: Cookies,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  show(@CurrentActor() actor: Actor) {
    return this.render(actor);
  }

  @Post('language')
  @Accepts(localeInput)
  async language(@CurrentActor() actor: Actor, @Body() body: unknown) {
    const { locale } = parseInput(localeInput, body);
    await this.profiles.setLocale(actor.accountId, locale);
    this.sessions.forget(actor.accountId);
    // The address tells this browser too: what it was told before would win over the account.
    return redirect(`/account?lang=${locale}`, { kind: 'success', key: 'identity.profile.language-saved' });
  }

  /** Every session ends, this one too: the browser goes on with a new one. */
  @Post('password')
  @Accepts(passwordInput)
  async password(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ) {
    try {
      const { current, password } = parseInput(passwordInput, body);
      await this.ownPassword.change(actor.accountId, request.ip, current, password);
    } catch (error) {
      return this.render(actor, this.formErrors.refusal(request, error));
    }
    const { token } = await this.sessions.open(
      actor.accountId,
      deviceOf(request.headers['user-agent']),
      'change',
    );
    this.cookies.setSession(reply, token);
    return redirect('/account', { kind: 'success', key: 'identity.profile.password-saved' });
  }

  @Post('sessions/:id/end')
  async endSession(@CurrentActor() actor: Actor, @Param('id') id: string) {
    if (!isUuid(id) || !(await this.sessions.end(actor.accountId, id))) throw new NotFound();
    return redirect('/account', { kind: 'success', key: 'identity.profile.session-ended' });
  }

  @Post('sign-out-everywhere')
  async signOutEverywhere(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.endEvery(actor.accountId);
    this.cookies.clearSession(reply);
    return redirect('/sign-in', { kind: 'info', key: 'identity.profile.signed-out-everywhere' });
  }

  private async render(actor: Actor, errors?: object) {
    const profile = await this.profiles.find(actor.accountId);
    if (!profile) throw new NotFound();
    const sessions = await this.sessions.list(actor.accountId);
    const staff = hasRole(actor, ...STAFF_ROLES);
    const model = {
      secondFactor: staff ? await this.factors.stateOf(actor.accountId) : null,
      profile: {
        ...profile,
        roles: profile.roles.map(({ role, unitName }) => ({ label: `identity.role.${role}`, unitName })),
      },
      sessions: sessions.map((session) => ({
        id: session.id,
        device: session.device,
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
        current: session.id === actor.sessionId,
      })),
      shortest: SHORTEST,
      errors,
    };
    return page('identity/profile/show', model, errors ? 422 : 200);
  }
}
