import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from './actor.js';

export type AccessRule = 'public' | 'signed-in' | Role[];
/** Whose rows a route reaches: nobody's, one's own, those of one's units, everybody's. */
export type RouteScope = 'none' | 'own' | 'unit' | 'all';

export const ACCESS = 'hocvuso:access';
export const SCOPE = 'hocvuso:scope';

/** Who may call a route. Every route says it, else the application does not start (deny by default). */
export const Access = (...who: ['public'] | ['signed-in'] | Role[]) =>
  SetMetadata(ACCESS, (who[0] === 'public' || who[0] === 'signed-in' ? who[0] : who) as AccessRule);

export const Scoped = (scope: RouteScope) => SetMetadata(SCOPE, scope);

/** A change that does nothing while nobody is signed in, so that no form of an ended session is refused. */
export const HARMLESS_SIGNED_OUT = 'hocvuso:harmless-signed-out';
export const HarmlessSignedOut = () => SetMetadata(HARMLESS_SIGNED_OUT, true);

/** The signed-in person; null on public routes when nobody is signed in. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => {
  return context.switchToHttp().getRequest<FastifyRequest>().actor;
});

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    nonce: string;
    /** Milliseconds (performance.now) at which the request reached this process. */
    arrivedAt: number;
  }
}
