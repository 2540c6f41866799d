import { Injectable } from '@nestjs/common';
import type { Locale } from '#platform/i18n';
import { type ViewContext, Views } from '#platform/views';
import { Front, type FrontFacts } from './front.js';
import { homeView } from './home.view.js';

/** HTML of our own templates, for `richtext`. */
export interface FrontParts {
  front: string;
  verifyFields: string;
}

/**
 * The part of the front page that is the same for everybody, rendered once for each reading of the figures and
 * language: a visitor then costs what the frame around it costs.
 */
@Injectable()
export class FrontHtml {
  private readonly rendered = new Map<Locale, { facts: FrontFacts; parts: FrontParts }>();

  constructor(
    private readonly front: Front,
    private readonly views: Views,
  ) {}

  async get(locale: Locale): Promise<FrontParts> {
    const facts = await this.front.get();
    const kept = this.rendered.get(locale);
    if (kept?.facts === facts) return kept.parts;
    const context = anybody(locale, facts.at);
    const parts = {
      front: this.views.render(
        'reporting/home/front',
        homeView(facts, this.views.catalogue.for(locale)),
        context,
      ),
      verifyFields: this.views.render('reporting/home/verify-fields', {}, context),
    };
    this.rendered.set(locale, { facts, parts });
    return parts;
  }
}

/** A form of a visitor's own has no place here: its token would be shown to all. */
function anybody(locale: Locale, now: Date): ViewContext {
  return {
    ...{ locale, now, actor: null, nav: [], flash: [], path: '/', demo: false, theme: null, nonce: '' },
    get csrf(): never {
      throw new Error('The shared part of the front page must not hold a form with a token');
    },
  };
}
