import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import { Forbidden } from '#platform/errors';
import { ACCESS, type AccessRule } from './access.js';
import { ACTOR_RESOLVER, type ActorResolver, hasRole } from './actor.js';
import { Cookies } from './cookies.js';

/** Nobody is signed in: pages lead to the sign-in page, the API answers 401. */
export class SignInRequired extends Error {}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every request passes here: who is it, may they, and does a change come from our own pages? */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly cookies: Cookies,
    @Inject(ACTOR_RESOLVER) private readonly actors: ActorResolver,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const token = this.cookies.sessionToken(request);
    request.actor = token ? await this.actors.resolve(token) : null;
    if (token && !request.actor) this.cookies.clearSession(reply);
    if (!SAFE.has(request.method)) this.refuseForeignChange(request);
    if (rule === 'public') return true;
    if (!rule) throw new Forbidden();
    if (!request.actor) throw new SignInRequired();
    if (rule !== 'signed-in' && !hasRole(request.actor, ...rule)) throw new Forbidden();
    return true;
  }

  private refuseForeignChange(request: FastifyRequest): void {
    const site = request.headers['sec-fetch-site'];
    if (typeof site === 'string' && !['same-origin', 'none'].includes(site)) throw new Forbidden('csrf');
    const origin = request.headers.origin;
    if (origin && !this.isOurs(origin, request)) throw new Forbidden('csrf');
    // The token of a multipart form lies in its body, which the Uploads service reads and checks.
    if (request.isMultipart()) {
      if (!origin && site !== 'same-origin') throw new Forbidden('csrf');
      return;
    }
    const body = request.body as Record<string, unknown> | null | undefined;
    const token =
      request.headers['x-csrf-token'] ?? (body && typeof body === 'object' ? body['_csrf'] : undefined);
    if (!this.cookies.csrfMatches(request, token)) throw new Forbidden('csrf');
    if (body && typeof body === 'object') delete body['_csrf'];
  }

  /** Behind a proxy the public origin counts; on loopback the address the browser used. */
  private isOurs(origin: string, request: FastifyRequest): boolean {
    if (origin === this.config.publicUrl) return true;
    const local = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
    return local.test(origin) && origin === `http://${request.headers.host}`;
  }
}
