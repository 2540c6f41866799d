import { Controller, Get, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  hasRole,
  localeOf,
  page,
  parseInput,
  Scoped,
} from '#platform/http';
import { FILE_FORMATS, FrameworkExchange, type FrameworkFile } from '../version/framework-exchange.js';
import { type FrameworkVersion, FrameworkVersions } from '../version/framework-versions.js';
import { componentPage, listView, treeView, versionView } from './framework.view.js';

const fileQuery = z.object({ format: z.enum(FILE_FORMATS).default('xlsx') });

export const mayManage = (actor: Actor): boolean => hasRole(actor, 'system-admin');

export const download = ({ content, name, type }: FrameworkFile): StreamableFile =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });

/** The competency frameworks in all their versions, and how sure we are of each wording. */
@Controller('admin/frameworks')
@Access('author', 'programme-admin', 'registrar', 'system-admin', 'auditor')
@Scoped('all')
export class FrameworksController {
  constructor(
    private readonly versions: FrameworkVersions,
    private readonly exchange: FrameworkExchange,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    const frameworks = listView(await this.versions.list());
    return page('competency/framework/list', { frameworks, mayManage: mayManage(actor) });
  }

  @Get('template.xlsx')
  async template(@Req() request: FastifyRequest) {
    return download(await this.exchange.template(localeOf(request)));
  }

  /** The version in force; of a framework that has only a draft, the draft. */
  @Get(':code')
  async show(@Param('code') code: string, @CurrentActor() actor: Actor) {
    const all = await this.versions.ofFramework(code);
    const shown = all.find((each) => each.status === 'in-force') ?? all[0];
    if (!shown) throw new NotFound();
    return this.tree(shown, actor);
  }

  @Get(':code/versions/:version')
  async version(@Param() at: { code: string; version: string }, @CurrentActor() actor: Actor) {
    return this.tree(await this.versions.get(at.code, at.version), actor);
  }

  @Get(':code/versions/:version/file')
  async file(
    @Param() at: { code: string; version: string },
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
  ) {
    const { format } = parseInput(fileQuery, query);
    const version = await this.versions.get(at.code, at.version);
    return download(await this.exchange.export(version, format, localeOf(request)));
  }

  /** Codes of components hold a slash in some frameworks, so the rest of the path is the code. */
  @Get(':code/versions/:version/components/*')
  async component(@Param() at: { code: string; version: string; '*': string }) {
    const version = await this.versions.get(at.code, at.version);
    const document = await this.versions.document(version.id);
    const found = document.components.find((each) => each.code === at['*']);
    if (!found) throw new NotFound();
    return page('competency/framework/component', {
      framework: versionView(version),
      ...componentPage(document, found),
    });
  }

  private async tree(version: FrameworkVersion, actor: Actor) {
    const all = await this.versions.ofFramework(version.code);
    const counted = all.find((each) => each.id === version.id) ?? version;
    return page('competency/framework/show', {
      framework: versionView(counted),
      ...treeView(version, await this.versions.document(version.id)),
      versions: all.map((each) => ({ ...versionView(each), current: each.id === version.id })),
      mayManage: mayManage(actor),
    });
  }
}
