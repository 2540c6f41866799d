import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Cookies } from './cookies.js';
import { PageRenderer } from './page-renderer.js';
import { Page, Redirect } from './results.js';

/** Turns what handlers return (a {@link Page}, a {@link Redirect}) into an HTTP answer; the rest passes. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly renderer: PageRenderer,
    private readonly cookies: Cookies,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result: unknown) => {
        if (result instanceof Page) return this.renderer.send(request, reply, result);
        if (result instanceof Redirect) {
          if (result.flash) this.cookies.setFlash(reply, result.flash);
          reply.code(303).header('location', result.to);
          return '';
        }
        return result;
      }),
    );
  }
}
