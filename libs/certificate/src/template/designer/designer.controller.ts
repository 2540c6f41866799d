import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidInput } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
  type ShownErrors,
  Uploads,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { TemplatePictures } from '../picture/pictures.repository.js';
import { isProofCase } from '../proof/proof-cases.js';
import { scopeOf, TEMPLATE_ROLES } from '../template-access.js';
import { TemplateRows } from '../templates.repository.js';
import { addInput, elementInput, pageInput } from './designer.input.js';
import { designerView } from './designer.view.js';
import { Drafts } from './drafts.service.js';
import { Previews } from './previews.service.js';

type Typed = Record<string, unknown>;

/** The draft of a design: its elements one by one beside what it comes to. */
@Controller('admin/templates/:id/design')
@Access(...TEMPLATE_ROLES)
@Scoped('unit')
export class DesignerController {
  constructor(
    private readonly rows: TemplateRows,
    private readonly drafts: Drafts,
    private readonly previews: Previews,
    private readonly pictures: TemplatePictures,
    private readonly words: Catalogue,
    private readonly uploads: Uploads,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async show(
    @Param('id') id: string,
    @Query('element') element: unknown,
    @Query('data') data: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return page(
      'certificate/template/designer/show',
      await this.model(actor, id, request, { element, data }),
    );
  }

  @Get('picture')
  async picture(
    @Param('id') id: string,
    @Query('element') element: unknown,
    @Query('data') data: unknown,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.rows.get(scopeOf(actor), id);
    const { document } = await this.rows.draft(id);
    const { svg } = await this.previews.of(
      document,
      isProofCase(data) ? data : 'usual',
      String(element ?? ''),
    );
    reply.type('image/svg+xml').header('cache-control', 'private, no-store');
    return svg ?? '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
  }

  @Post('page')
  @Accepts(pageInput)
  async page(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Typed,
  ) {
    return this.trying(actor, id, request, body, {}, async () => {
      await this.drafts.page(scopeOf(actor), id, parseInput(pageInput, body), actor.accountId);
      return undefined;
    });
  }

  @Post('elements')
  @Accepts(addInput)
  async add(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Typed,
  ) {
    return this.trying(actor, id, request, body, {}, () =>
      this.drafts.add(scopeOf(actor), id, parseInput(addInput, body).type),
    );
  }

  @Post('elements/:element')
  @Accepts(elementInput)
  async change(
    @Param('id') id: string,
    @Param('element') element: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Typed,
  ) {
    return this.trying(actor, id, request, body, { element }, async () => {
      const input = parseInput(elementInput, body);
      await this.drafts.element(scopeOf(actor), id, element, input);
      return input.action === 'delete' ? undefined : element;
    });
  }

  @Post('elements/:element/picture')
  async upload(
    @Param('id') id: string,
    @Param('element') element: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const { file } = await this.uploads.read(request);
    return this.trying(actor, id, request, {}, { element }, async () => {
      if (!file) throw new InvalidInput([{ field: 'file', code: 'certificate.picture.missing' }]);
      await this.rows.get(scopeOf(actor), id);
      await this.drafts.picture(scopeOf(actor), id, element, await this.pictures.takeIn(file.content));
      return element;
    });
  }

  /** Does it, then shows the design with the element it was about; bad input comes back with what was typed. */
  private async trying(
    actor: Actor,
    id: string,
    request: FastifyRequest,
    typed: Typed,
    at: { element?: string },
    change: () => Promise<string | undefined>,
  ) {
    try {
      const element = await change();
      return redirect(`/admin/templates/${id}/design${element ? `?element=${element}` : ''}`);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      const model = await this.model(actor, id, request, { ...at, typed, errors });
      return page('certificate/template/designer/show', model, 422);
    }
  }

  private async model(
    actor: Actor,
    id: string,
    request: FastifyRequest,
    {
      element,
      data,
      typed,
      errors,
    }: { element?: unknown; data?: unknown; typed?: Typed; errors?: ShownErrors },
  ) {
    const template = await this.rows.get(scopeOf(actor), id);
    const draft = await this.rows.draft(id);
    const person = isProofCase(data) ? data : 'usual';
    const { problem } = await this.previews.of(draft.document, person);
    return designerView(
      { template, draft, person, problem, marked: String(element ?? ''), typed, errors },
      this.words.for(localeOf(request)),
    );
  }
}
