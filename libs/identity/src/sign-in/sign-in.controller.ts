import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import {
  Accepts,
  Access,
  Cookies,
  FormErrors,
  HarmlessSignedOut,
  landingFor,
  localPath,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { DEMO_PEOPLE } from '../demo/demo-people.js';
import { Sessions } from '../session/sessions.js';
import { Entrance } from './entrance.js';
import { signInInput } from './sign-in.input.js';
import { SignIn } from './sign-in.js';
import { type SignInProblem, signInView } from './sign-in.view.js';

@Controller()
@Scoped('none')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly entrance: Entrance,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly formErrors: FormErrors,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('sign-in')
  @Access('public')
  form(@Req() request: FastifyRequest, @Query('next') next?: string) {
    if (request.actor)
      return redirect(typeof next === 'string' ? localPath(next) : landingFor(request.actor));
    return this.show({ identifier: '', next: typeof next === 'string' ? next : '' });
  }

  @Post('sign-in')
  @Access('public')
  @Accepts(signInInput)
  async submit(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ) {
    const typed = { identifier: text(body?.['identifier']), next: text(body?.['next']) };
    let input: ReturnType<typeof signInInput.parse>;
    try {
      input = parseInput(signInInput, body);
    } catch (error) {
      return this.show(typed, { kind: 'incomplete', errors: this.formErrors.refusal(request, error) });
    }
    const outcome = await this.signIn.attempt({
      identifier: input.identifier,
      password: input.password,
      address: request.ip,
    });
    if (outcome.kind !== 'proved') {
      if (outcome.kind === 'locked') reply.header('retry-after', outcome.seconds);
      return this.show(typed, outcome);
    }
    const { accountId, needsCode } = outcome;
    return this.entrance.admit(request, reply, { accountId, way: 'password', needsCode, next: input.next });
  }

  @Post('sign-out')
  @Access('public')
  @HarmlessSignedOut()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    if (request.actor) await this.sessions.end(request.actor.accountId, request.actor.sessionId);
    this.cookies.clearSession(reply);
    return redirect('/sign-in', { kind: 'info', key: 'identity.sign-in.signed-out' });
  }

  private show(typed: { identifier: string; next: string }, problem?: SignInProblem) {
    const statuses = { incomplete: 422, refused: 422, locked: 429, disabled: 403 } as const;
    const model = signInView(typed, problem, this.config.demo ? DEMO_PEOPLE : []);
    return page('identity/sign-in/form', model, problem ? statuses[problem.kind] : 200);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 2000) : '');
