import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, localeOf, page, Scoped } from '#platform/http';
import { Front } from './front.js';
import { FrontHtml } from './front-html.js';
import { totalsOf } from './home.view.js';

/** The front door, and the pages its footer leads to. */
@Controller()
@Access('public')
@Scoped('none')
export class HomeController {
  constructor(
    private readonly front: Front,
    private readonly frontHtml: FrontHtml,
  ) {}

  @Get()
  async home(@Req() request: FastifyRequest) {
    return page('reporting/home/home', await this.frontHtml.get(localeOf(request)));
  }

  @Get('numbers')
  async numbers() {
    const { at, classes, units } = await this.front.get();
    return page('reporting/home/numbers', {
      measuredAt: at,
      units,
      classes,
      totals: totalsOf(classes),
      empty: classes.length === 0,
    });
  }

  @Get('help')
  help() {
    return page('reporting/home/help');
  }

  @Get('privacy')
  privacy() {
    return page('reporting/home/privacy');
  }

  @Get('accessibility')
  accessibility() {
    return page('reporting/home/accessibility');
  }
}
