import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import { Forbidden } from '#platform/errors';
import { ACCESS, type AccessRule, HARMLESS_SIGNED_OUT } from './access.js';
import { ACTOR_RESOLVER, type ActorResolver, hasRole } from './actor.js';
import { Cookies } from './cookies.js';

/** Nobody is signed in: pages lead to the sign-in page, the API answers 401. */
export class SignInRequired extends Error {}

/** The person owes the platform something first: pages lead to where it is done, the API answers 403. */
export class OtherPageFirst extends Forbidden {
  constructor(readonly path: string) {
    super('other-page-first');
  }
}

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
    const changes = !SAFE.has(request.method);
    if (changes) this.refuseForeignOrigin(request);
    // A form of a session that has ended leads to the door, not to a complaint about the form.
    if (!rule) throw new Forbidden();
    if (rule !== 'public' && !request.actor) throw new SignInRequired();
    const tokenless = this.reflector.get<boolean | undefined>(HARMLESS_SIGNED_OUT, context.getHandler());
    if (changes && !(tokenless && !request.actor)) this.refuseForgedForm(request);
    if (rule === 'public' || !request.actor) return true;
    const first = request.actor.mustFirst;
    if (first && !isBelow(request.url, first)) throw new OtherPageFirst(first);
    if (rule !== 'signed-in' && !hasRole(request.actor, ...rule)) throw new Forbidden();
    return true;
  }

  private refuseForeignOrigin(request: FastifyRequest): void {
    const site = request.headers['sec-fetch-site'];
    if (typeof site === 'string' && !['same-origin', 'none'].includes(site)) throw new Forbidden('csrf');
    const origin = request.headers.origin;
    if (origin && !this.isOurs(origin, request)) throw new Forbidden('csrf');
  }

  private refuseForgedForm(request: FastifyRequest): void {
    const { origin, 'sec-fetch-site': site } = request.headers;
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

const isBelow = (url: string, path: string): boolean => {
  const [asked = ''] = url.split('?');
  return asked === path || asked.startsWith(`${path}/`);
};
