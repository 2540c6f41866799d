import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
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
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { ChoosingIssuer, READERS } from './choosing-issuer.js';
import { classIssuerView } from './class-issuer.view.js';
import { ClassIssuers } from './class-issuers.repository.js';

const HELD_UP_SHOWN = 50;
const choice = z.strictObject({
  issuerId: z
    .string('certificate.issuer-not-offered')
    .max(60, 'certificate.issuer-not-offered')
    .transform((text) => text || null),
});

/** How the certificates of one class are issued, and what is in the way. */
@Controller('classes/:classId/certificates')
@Access(...READERS)
@Scoped('unit')
export class ClassIssuerController {
  constructor(
    private readonly choosing: ChoosingIssuer,
    private readonly issuers: ClassIssuers,
    private readonly words: Catalogue,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async show(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return page('certificate/class-issuer/show', await this.model(classId, actor, request));
  }

  @Post()
  @Access('registrar', 'programme-admin', 'system-admin')
  @Accepts(choice)
  async choose(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ) {
    try {
      await this.choosing.choose(actor, classId, parseInput(choice, body).issuerId);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      const model = { ...(await this.model(classId, actor, request)), errors };
      return page('certificate/class-issuer/show', model, 422);
    }
    return redirect(`/classes/${classId}/certificates`, { kind: 'success', key: 'certificate.class.chosen' });
  }

  private async model(classId: string, actor: Actor, request: FastifyRequest) {
    const inSight = await this.choosing.of(actor, classId);
    const heldUp = await this.issuers.heldUp(classId, HELD_UP_SHOWN);
    return classIssuerView(inSight, heldUp, this.words.for(localeOf(request)));
  }
}
