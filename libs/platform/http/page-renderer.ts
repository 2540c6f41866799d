import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import type { Locale, Translate } from '#platform/i18n';
import { type NavLink, type ViewContext, Views } from '#platform/views';
import { Cookies } from './cookies.js';
import { type NavEntry, navigationFor } from './navigation.js';
import type { Page } from './results.js';

const LANGUAGE_COOKIE = 'hv_lang';

/** Renders a page with everything its layout needs to know about this request. */
@Injectable()
export class PageRenderer {
  constructor(
    private readonly views: Views,
    private readonly cookies: Cookies,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Sets type and status and returns the HTML, encoded. */
  send(request: FastifyRequest, reply: FastifyReply, page: Page): Buffer {
    const html = this.views.render(page.view, page.model, this.context(request, reply));
    reply.code(page.status).type('text/html; charset=utf-8').header('cache-control', 'private, no-store');
    return encoded(html);
  }

  private context(request: FastifyRequest, reply: FastifyReply): ViewContext {
    const { cookies, config, views } = this;
    const locale = localeOf(request);
    if (chosenIn(request)) {
      reply.setCookie(LANGUAGE_COOKIE, locale, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 });
    }
    const t = views.catalogue.for(locale);
    const path = request.url.split('?', 1)[0] ?? '/';
    const flash = request.headers['hx-request'] ? null : cookies.takeFlash(request, reply);
    let token: string | undefined;
    return {
      locale,
      actor: request.actor && {
        name: request.actor.name,
        roles: request.actor.grants.map((grant) => grant.role),
      },
      nav: navigationFor(request.actor).map((entry) => navLink(entry, path, t)),
      // Only a page that shows a form asks for it, and only then a visitor gets a cookie.
      get csrf() {
        token ??= cookies.csrfToken(request, reply);
        return token;
      },
      nonce: request.nonce,
      path,
      flash: flash ? [{ kind: flash.kind, text: t(flash.key, flash.params) }] : [],
      demo: config.demo,
      theme: themeOf(request),
      now: this.clock.now(),
    };
  }
}

const scratch = Buffer.allocUnsafe(512 * 1024);

/** UTF-8 in one pass; a string would be measured before it is written, at the price of writing it. */
function encoded(html: string): Buffer {
  const MOST_BYTES_PER_UNIT = 3;
  if (html.length * MOST_BYTES_PER_UNIT > scratch.length) return Buffer.from(html);
  return Buffer.from(scratch.subarray(0, scratch.write(html)));
}

/** The language: asked for in this address (`?lang=en`), chosen before in this browser, of the account, else Vietnamese. */
export function localeOf(request: FastifyRequest): Locale {
  return chosenIn(request) ?? asLocale(request.cookies?.[LANGUAGE_COOKIE]) ?? request.actor?.locale ?? 'vi';
}

function navLink(entry: NavEntry, path: string, t: Translate): NavLink {
  const label = t(entry.label);
  if ('items' in entry) {
    const items = entry.items.map((item) => navLink(item, path, t));
    return { label, items, current: items.some(({ current }) => current) };
  }
  return { label, href: entry.href, current: path === entry.href || path.startsWith(`${entry.href}/`) };
}

const chosenIn = (request: FastifyRequest): Locale | null =>
  asLocale((request.query as Record<string, unknown> | undefined)?.['lang']);

const asLocale = (value: unknown): Locale | null => (value === 'vi' || value === 'en' ? value : null);

/** What the person chose on this device; null follows the system. */
function themeOf(request: FastifyRequest): 'light' | 'dark' | null {
  const chosen = request.cookies?.['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : null;
}
