import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import { newToken, sameBytes } from '#platform/ids';
import type { Flash } from './results.js';

/** `__Host-` needs HTTPS, and browsers drop it on plain LAN addresses: chosen by the public scheme. */
@Injectable()
export class Cookies {
  private readonly secure: boolean;
  readonly session: string;
  private readonly visitor: string;
  private readonly pending: string;
  private readonly flashName = 'hv_flash';

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.secure = config.publicUrl.startsWith('https://');
    this.session = this.secure ? '__Host-hv' : 'hv';
    this.visitor = this.secure ? '__Host-hvv' : 'hvv';
    this.pending = this.secure ? '__Host-hvp' : 'hvp';
  }

  setSession(reply: FastifyReply, token: string): void {
    reply.setCookie(this.session, token, { ...this.options(), maxAge: 14 * 24 * 3600 });
  }

  clearSession(reply: FastifyReply): void {
    reply.clearCookie(this.session, this.options());
  }

  sessionToken(request: FastifyRequest): string | null {
    return request.cookies[this.session] ?? null;
  }

  /** Half a sign-in: the browser has shown a password and owes a code. */
  setPending(reply: FastifyReply, token: string, seconds: number): void {
    reply.setCookie(this.pending, token, { ...this.options(), maxAge: seconds });
  }

  clearPending(reply: FastifyReply): void {
    reply.clearCookie(this.pending, this.options());
  }

  pendingToken(request: FastifyRequest): string | null {
    return request.cookies[this.pending] ?? null;
  }

  /** The CSRF token of this browser: bound to the session, or before sign-in to a visitor cookie set here. */
  csrfToken(request: FastifyRequest, reply: FastifyReply): string {
    let key = this.browserOf(request);
    if (!key) {
      key = newToken(16);
      request.cookies[this.visitor] = key;
      reply.setCookie(this.visitor, key, this.options());
    }
    return this.sign(`csrf:${key}`);
  }

  csrfMatches(request: FastifyRequest, token: unknown): boolean {
    const key = this.browserOf(request);
    if (!key || typeof token !== 'string') return false;
    return sameBytes(Buffer.from(this.sign(`csrf:${key}`)), Buffer.from(token));
  }

  /** What this browser is known by: its session, or before that its visitor cookie; empty without either. */
  browserOf(request: FastifyRequest): string {
    return request.actor?.sessionId ?? request.cookies[this.visitor] ?? '';
  }

  setFlash(reply: FastifyReply, flash: Flash): void {
    const value = Buffer.from(JSON.stringify(flash)).toString('base64url');
    reply.setCookie(this.flashName, `${value}.${this.sign(`flash:${value}`)}`, {
      ...this.options(),
      maxAge: 60,
    });
  }

  /** Reads the message left by the last change, once. */
  takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | null {
    const [value, signature] = (request.cookies[this.flashName] ?? '').split('.');
    if (!value || !signature) return null;
    reply.clearCookie(this.flashName, this.options());
    if (!sameBytes(Buffer.from(this.sign(`flash:${value}`)), Buffer.from(signature))) return null;
    return JSON.parse(Buffer.from(value, 'base64url').toString()) as Flash;
  }

  private sign(text: string): string {
    return createHmac('sha256', this.config.secret).update(text).digest('base64url');
  }

  private options() {
    return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: this.secure };
  }
}
