import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { InvalidInput, TooManyRequests } from '#platform/errors';
import { Accepts, Access, Cookies, FormErrors, page, parseInput, redirect, Scoped } from '#platform/http';
import { CodeCheck } from '../second-factor/code-check.js';
import { PendingSignIns } from '../second-factor/pending-sign-ins.js';
import { Entrance } from './entrance.js';

const codeInput = z.strictObject({
  code: z.string().trim().min(1, 'identity.second-factor-missing').max(40),
  next: z.string().max(2000).optional(),
});
const EXPIRED = redirect('/sign-in', { kind: 'info', key: 'identity.code-step.expired' });

/** The second step of signing in: a code of the person's phone, or one from their paper. */
@Controller('sign-in/code')
@Access('public')
@Scoped('none')
export class CodeStepController {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly check: CodeCheck,
    private readonly entrance: Entrance,
    private readonly cookies: Cookies,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async form(@Req() request: FastifyRequest, @Query('next') next?: unknown) {
    if (!(await this.waiting(request))) return EXPIRED;
    return page('identity/sign-in/code-step', { next: typeof next === 'string' ? next : '' });
  }

  @Post()
  @Accepts(codeInput)
  async enter(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ) {
    const waiting = await this.waiting(request);
    if (!waiting) return EXPIRED;
    const { token, accountId, way } = waiting;
    try {
      const { code, next } = parseInput(codeInput, body);
      await this.check.any({ accountId, code, address: request.ip }, async () => {});
      this.cookies.clearPending(reply);
      if (!(await this.pending.end(token))) return EXPIRED;
      return await this.entrance.admit(request, reply, {
        accountId,
        way: `${way}+code`,
        needsCode: false,
        next,
      });
    } catch (error) {
      return this.refuse(error, { request, reply, token, next: String(body['next'] ?? '').slice(0, 2000) });
    }
  }

  private async refuse(
    error: unknown,
    {
      request,
      reply,
      token,
      next,
    }: { request: FastifyRequest; reply: FastifyReply; token: string; next: string },
  ) {
    if (error instanceof TooManyRequests) {
      reply.header('retry-after', error.retryAfterSeconds);
      return page('identity/sign-in/code-step', { next, locked: error.params }, 429);
    }
    if (!(error instanceof InvalidInput)) throw error;
    await this.pending.miss(token);
    if (!(await this.waiting(request))) return EXPIRED;
    return page(
      'identity/sign-in/code-step',
      { next, errors: this.formErrors.of(request, error.errors) },
      422,
    );
  }

  private async waiting(request: FastifyRequest) {
    const token = this.cookies.pendingToken(request);
    const found = token ? await this.pending.find(token) : null;
    return token && found ? { ...found, token } : null;
  }
}
