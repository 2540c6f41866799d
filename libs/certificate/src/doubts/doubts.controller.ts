import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
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
  scopePaths,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { reasonInput } from '../revocation/revocation.input.js';
import { Doubts } from './doubts.repository.js';

const SHOWN = 200;
const HERE = '/registers/doubts';

/**
 * Certificates whose pass, or whose stated levels, a regrade took back: a registrar revokes each with a reason, lets it
 * stand with one, or puts one without these levels in its place.
 */
@Controller('registers/doubts')
@Access('registrar')
@Scoped('unit')
export class DoubtsController {
  constructor(
    private readonly db: DataSource,
    private readonly doubts: Doubts,
    private readonly audit: Audit,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return page('certificate/doubts/index', { doubts: await this.rows(actor) });
  }

  @Post(':certificateId/retention')
  @Accepts(reasonInput)
  async keep(
    @Param('certificateId') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ) {
    if (!isUuid(id)) throw new NotFound();
    try {
      const { reason } = parseInput(reasonInput, body);
      await this.decide(id, reason, actor);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('certificate/doubts/index', { doubts: await this.rows(actor), errors, wrong: id }, 422);
    }
    return redirect(HERE, { kind: 'success', key: 'certificate.doubts.kept' });
  }

  private async decide(id: string, reason: string, actor: Actor): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const scope = scopePaths(actor, 'registrar');
      const doubt = await this.doubts.find(tx, scope, id);
      if (!doubt) throw new NotFound();
      await this.doubts.keep(tx, scope, doubt, reason, actor.accountId);
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'certificate.keep',
        subjectType: 'certificate',
        subjectId: id,
        detail: { register: doubt.registerId },
      });
    });
  }

  private async rows(actor: Actor) {
    const rows = await this.doubts.list(scopePaths(actor, 'registrar'), SHOWN);
    return rows.map((row) => ({
      ...row,
      href: `/registers/${row.registerId}/certificates/${row.certificateId}`,
      levels: row.components?.join(', ') ?? null,
      replaceHref:
        row.components && `/registers/${row.registerId}/certificates/${row.certificateId}/replacement`,
      revokeHref: `/registers/${row.registerId}/certificates/${row.certificateId}/revocation`,
      keepAction: `${HERE}/${row.certificateId}/retention`,
    }));
  }
}
