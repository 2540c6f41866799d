import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { problemWords } from '../problem-words.js';
import { scopeOf, TEMPLATE_ROLES } from '../template-access.js';
import { TemplateRows } from '../templates.repository.js';
import { Templates } from '../templates.service.js';
import { isProofCase } from './proof-cases.js';
import { Proofs } from './proofs.service.js';

const accepted = z.strictObject({ revision: z.coerce.number().int() });

/** A draft on test people, looked at before it is published. */
@Controller('admin/templates/:id/proof')
@Access(...TEMPLATE_ROLES)
@Scoped('unit')
export class ProofController {
  constructor(
    private readonly rows: TemplateRows,
    private readonly proofs: Proofs,
    private readonly templates: Templates,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const template = await this.rows.get(scopeOf(actor), id);
    const draft = await this.rows.draft(id);
    const t = this.words.for(localeOf(request));
    const outcomes = (await this.proofs.outcomes(draft)).map(({ name, problem, bytes }) => ({
      name,
      label: t(`certificate.proof.${name}`),
      problem: problem && problemWords(problem, t),
      kilobytes: Math.ceil(bytes / 1024),
      picture: `/admin/templates/${id}/design/picture?data=${name}&r=${draft.revision}`,
      file: `/admin/templates/${id}/proof/${name}`,
    }));
    return page('certificate/template/proof/show', {
      ...{ template, outcomes, revision: draft.revision, version: draft.version },
      accepted: draft.proofedRevision === draft.revision,
      fails: outcomes.some(({ problem }) => problem),
    });
  }

  /** The file of a test person, to print on paper. */
  @Get(':name')
  async file(
    @Param('id') id: string,
    @Param('name') name: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.rows.get(scopeOf(actor), id);
    if (!isProofCase(name)) throw new NotFound();
    const file = await this.proofs.file(await this.rows.draft(id), name);
    reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="ban-in-thu-${name}.pdf"`)
      .header('cache-control', 'private, no-store');
    return file;
  }

  @Post()
  @Accepts(accepted)
  async accept(@Param('id') id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    await this.proofs.accept(scopeOf(actor), id, parseInput(accepted, body).revision, actor.accountId);
    return redirect(`/admin/templates/${id}/proof`, { kind: 'success', key: 'certificate.template.proofed' });
  }

  @Post('publication')
  async publish(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.templates.publish(scopeOf(actor), id, actor.accountId);
    return redirect(`/admin/templates/${id}`, { kind: 'success', key: 'certificate.template.published' });
  }
}
