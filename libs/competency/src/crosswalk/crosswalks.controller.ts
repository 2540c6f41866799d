import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError, NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
  Uploads,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { FileRefused } from '../document/problem.js';
import { problemViews } from '../document/problem.view.js';
import { evidenceView, hrefOf } from '../framework/framework.view.js';
import { download, mayManage } from '../framework/frameworks.controller.js';
import { CrosswalkFiles } from './crosswalk-files.js';
import { type CrosswalkSummary, Crosswalks } from './crosswalks.js';

const fileQuery = z.object({ format: z.enum(['xlsx', 'json']).default('xlsx') });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Which component of one framework corresponds to which of another. */
@Controller('admin/crosswalks')
@Access('author', 'programme-admin', 'registrar', 'system-admin', 'auditor')
@Scoped('all')
export class CrosswalksController {
  constructor(
    private readonly crosswalks: Crosswalks,
    private readonly files: CrosswalkFiles,
    private readonly uploads: Uploads,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    const crosswalks = (await this.crosswalks.list()).map(summaryView);
    return page('competency/crosswalk/list', { crosswalks, mayManage: mayManage(actor) });
  }

  @Post()
  @Access('system-admin')
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { file } = await this.uploads.read(request);
    const t = this.words.for(localeOf(request));
    const again = async (refused: object, status: number) => {
      const crosswalks = (await this.crosswalks.list()).map(summaryView);
      return page('competency/crosswalk/list', { crosswalks, mayManage: true, ...refused }, status);
    };
    if (!file) return again({ error: t('errors.competency.file.none') }, 422);
    try {
      const id = await this.crosswalks.import(await this.files.read(file.content), actor.accountId);
      return redirect(`/admin/crosswalks/${id}`, { kind: 'success', key: 'competency.crosswalk.imported' });
    } catch (error) {
      if (error instanceof FileRefused) return again(problemViews(error.problems, t), 422);
      if (!(error instanceof DomainError)) throw error;
      return again({ error: t(`errors.${error.code}`, error.params) }, error.status);
    }
  }

  @Get(':id')
  async show(@Param('id') id: string) {
    const found = await this.find(id);
    const rows = (await this.crosswalks.rows(found.id)).map((row) => ({
      ...row,
      relation: `competency.relation.${row.relation}`,
      evidence: evidenceView(row.evidence),
      fromHref: `${hrefOf(found.from)}/components/${row.fromCode}`,
      toHref: `${hrefOf(found.to)}/components/${row.toCode}`,
    }));
    return page('competency/crosswalk/show', { crosswalk: summaryView(found), rows });
  }

  @Get(':id/file')
  async file(
    @Param('id') id: string,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    const { format } = parseInput(fileQuery, query);
    const found = await this.find(id);
    const document = await this.crosswalks.document(found);
    const name = `${found.from.code}-${found.to.code}.${format}`;
    if (format === 'json')
      return download({ content: this.files.json(document), name, type: 'application/json' });
    return download({ content: await this.files.xlsx(document, localeOf(request)), name, type: XLSX });
  }

  private async find(id: string): Promise<CrosswalkSummary> {
    const found = isUuid(id) ? await this.crosswalks.get(id) : null;
    if (!found) throw new NotFound();
    return found;
  }
}

function summaryView({ id, title, source, importedAt, rows, from, to }: CrosswalkSummary) {
  const end = (each: CrosswalkSummary['from']) => ({
    title: each.title,
    version: each.version,
    href: hrefOf(each),
  });
  return { href: `/admin/crosswalks/${id}`, title, source, importedAt, rows, from: end(from), to: end(to) };
}
