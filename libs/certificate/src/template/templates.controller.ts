import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { InvalidInput, NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { TemplateUses, USE_KINDS } from './choice/template-uses.service.js';
import { newTemplateInput } from './designer/designer.input.js';
import { Previews } from './designer/previews.service.js';
import { READY_TEMPLATES, readyTemplate } from './ready-templates.js';
import { scopeOf, TEMPLATE_ROLES } from './template-access.js';
import { TemplateRows } from './templates.repository.js';
import { Templates } from './templates.service.js';

const useInput = z.strictObject({ kind: z.enum(USE_KINDS), code: z.string().trim().max(60).default('') });

/** Designs of certificates of one's units: list, versions, what they are for. */
@Controller('admin/templates')
@Access(...TEMPLATE_ROLES)
@Scoped('unit')
export class TemplatesController {
  constructor(
    private readonly rows: TemplateRows,
    private readonly templates: Templates,
    private readonly uses: TemplateUses,
    private readonly previews: Previews,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return page('certificate/template/list', { templates: await this.rows.list(scopeOf(actor)) });
  }

  @Get('new')
  blank() {
    return page('certificate/template/new', { ready: READY_TEMPLATES, chosen: READY_TEMPLATES[0] });
  }

  @Post()
  @Accepts(newTemplateInput)
  async create(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    try {
      const id = await this.templates.create(
        scopeOf(actor),
        parseInput(newTemplateInput, body),
        actor.accountId,
      );
      return redirect(`/admin/templates/${id}/design`, {
        kind: 'success',
        key: 'certificate.template.created',
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const typed = {
        name: String(body?.['name'] ?? ''),
        unit: String(body?.['unit'] ?? ''),
        chosen: body?.['ready'],
      };
      const errors = this.formErrors.of(request, error.errors);
      return page('certificate/template/new', { ...typed, ready: READY_TEMPLATES, errors }, 422);
    }
  }

  /** A ready design as it looks, before one is made of it. */
  @Get('ready/:name/picture')
  async readyPicture(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const ready = READY_TEMPLATES.find((each) => each === name);
    if (!ready) throw new NotFound();
    const { svg } = await this.previews.of(readyTemplate(ready), 'usual');
    reply.type('image/svg+xml').header('cache-control', 'private, max-age=3600');
    return svg;
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return page('certificate/template/show', await this.model(actor, id));
  }

  @Post(':id/drafts')
  async draft(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.templates.openDraft(scopeOf(actor), id, actor.accountId);
    return redirect(`/admin/templates/${id}/design`);
  }

  @Post(':id/uses')
  @Accepts(useInput)
  async use(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ) {
    try {
      const { kind, code } = parseInput(useInput, body);
      await this.uses.add(scopeOf(actor), id, kind, code, actor.accountId);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('certificate/template/show', { ...(await this.model(actor, id)), errors }, 422);
    }
    return redirect(`/admin/templates/${id}`, { kind: 'success', key: 'certificate.template.used' });
  }

  @Post(':id/uses/removal')
  @Accepts(useInput)
  async unuse(@Param('id') id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { kind, code } = parseInput(useInput, body);
    await this.uses.remove(scopeOf(actor), id, kind, code, actor.accountId);
    return redirect(`/admin/templates/${id}`, { kind: 'success', key: 'certificate.template.unused' });
  }

  /** A version as it looks; a published one never changes. */
  @Get(':id/versions/:version/picture')
  async picture(
    @Param('id') id: string,
    @Param('version') version: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.rows.get(scopeOf(actor), id);
    const found = (await this.rows.versions(id)).find((each) => String(each.version) === version);
    const preview = found && (await this.previews.of(found.document, 'usual'));
    if (!found || !preview?.svg) throw new NotFound();
    reply
      .type('image/svg+xml')
      .header('cache-control', found.publishedAt ? 'private, max-age=86400' : 'private, no-store');
    return preview.svg;
  }

  private async model(actor: Actor, id: string) {
    const scope = scopeOf(actor);
    const template = await this.rows.get(scope, id);
    const versions = await this.rows.versions(id);
    const published = versions.find(({ publishedAt }) => publishedAt !== null);
    const options = async (kind: 'programme' | 'issuer') =>
      (await this.uses.offered(scope, id, kind)).map(({ code, title }) => ({
        value: code,
        label: `${code} · ${title}`,
      }));
    return {
      template,
      versions: versions.map(({ version, publishedAt }) => ({
        version,
        publishedAt,
        isDraft: publishedAt === null,
      })),
      hasDraft: versions[0]?.publishedAt === null,
      published: published?.version ?? null,
      shown: versions[0]?.version ?? null,
      uses: await this.uses.of(id),
      programmes: await options('programme'),
      issuers: await options('issuer'),
    };
  }
}
