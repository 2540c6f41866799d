import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Cookies, landingFor, localPath, type Redirect, redirect } from '#platform/http';
import { PATIENCE, PendingSignIns } from '../second-factor/pending-sign-ins.js';
import { Sessions } from '../session/sessions.js';
import { deviceOf } from './device.js';

export interface Admission {
  accountId: string;
  /** How they proved who they are. */
  way: string;
  /** Whether a code is still to be asked for. */
  needsCode: boolean;
  next?: string | undefined;
}

/** What every door does with somebody who has proved who they are: to the code, or in. */
@Injectable()
export class Entrance {
  constructor(
    private readonly sessions: Sessions,
    private readonly pending: PendingSignIns,
    private readonly cookies: Cookies,
  ) {}

  async admit(request: FastifyRequest, reply: FastifyReply, admission: Admission): Promise<Redirect> {
    const { accountId, way, needsCode, next } = admission;
    const device = deviceOf(request.headers['user-agent']);
    // Whoever was signed in on this browser before is not any more.
    if (request.actor) await this.sessions.end(request.actor.accountId, request.actor.sessionId);
    if (needsCode) {
      this.cookies.clearSession(reply);
      this.cookies.setPending(reply, await this.pending.begin({ accountId, device, way }), PATIENCE);
      return redirect(next ? `/sign-in/code?next=${encodeURIComponent(next)}` : '/sign-in/code');
    }
    const { token, actor } = await this.sessions.open(accountId, device, way);
    this.cookies.setSession(reply, token);
    if (next) return redirect(localPath(next));
    return redirect(actor ? landingFor(actor) : '/');
  }
}
