import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, redirect, Scoped, Uploads } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { FileRefused } from '../document/problem.js';
import { problemViews } from '../document/problem.view.js';
import { FrameworkExchange } from './framework-exchange.js';

/** Bringing in a new framework, or a new or corrected version of one: as a draft, to be looked at before it counts. */
@Controller('admin/frameworks/imports')
@Access('system-admin')
@Scoped('all')
export class ImportsController {
  constructor(
    private readonly exchange: FrameworkExchange,
    private readonly uploads: Uploads,
    private readonly words: Catalogue,
  ) {}

  @Get('new')
  choose() {
    return page('competency/version/import', {});
  }

  @Post()
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { file } = await this.uploads.read(request);
    const t = this.words.for(localeOf(request));
    if (!file) return page('competency/version/import', { error: t('errors.competency.file.none') }, 422);
    try {
      const { code, version, outcome } = await this.exchange.import(file.content, actor.accountId);
      const key = outcome === 'unchanged' ? 'competency.import.unchanged' : 'competency.import.done';
      const flash = { kind: 'success', key, params: { version } } as const;
      return redirect(`/admin/frameworks/${code}/versions/${version}/review`, flash);
    } catch (error) {
      if (error instanceof FileRefused) {
        const model = { fileName: file.name, ...problemViews(error.problems, t) };
        return page('competency/version/import', model, 422);
      }
      if (!(error instanceof DomainError)) throw error;
      const message = t(`errors.${error.code}`, error.params);
      return page('competency/version/import', { fileName: file.name, error: message }, error.status);
    }
  }
}
