import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { Forbidden } from '#platform/errors';
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
import { cleanText } from '#platform/text';
import { ChoosingIssuer } from '../class-issuer/choosing-issuer.js';
import { EnglishTitleRows, type EnglishTitles, TITLES } from './english-titles.repository.js';

const title = z
  .string()
  .max(200)
  .transform((text) => cleanText(text) || null)
  .default(null);
const titles = z.strictObject({ course: title, class: title, programme: title });

/** English names for papers in two languages: from now on; papers that are issued stay. */
@Controller('classes/:classId/certificates/english')
@Access('registrar', 'programme-admin', 'system-admin')
@Scoped('unit')
export class EnglishTitlesController {
  constructor(
    private readonly db: DataSource,
    private readonly choosing: ChoosingIssuer,
    private readonly rows: EnglishTitleRows,
    private readonly audit: Audit,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async form(@Param('classId') classId: string, @CurrentActor() actor: Actor) {
    return page('certificate/english/form', await this.model(classId, actor));
  }

  @Post()
  @Accepts(titles)
  async save(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, string>,
  ) {
    const model = await this.model(classId, actor, body);
    let given: EnglishTitles;
    try {
      given = parseInput(titles, body);
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('certificate/english/form', { ...model, errors }, 422);
    }
    await inTransaction(this.db, async (tx) => {
      await this.rows.save(tx, classId, given);
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'certificate.name-in-english',
        subjectType: 'class',
        subjectId: classId,
        detail: { class: model.training.code },
      });
    });
    return redirect(`/classes/${classId}/certificates`, {
      kind: 'success',
      key: 'certificate.english.saved',
    });
  }

  private async model(classId: string, actor: Actor, typed?: Record<string, string>) {
    const { training, mayChoose } = await this.choosing.of(actor, classId);
    if (!mayChoose) throw new Forbidden();
    const { vietnamese, english, elsewhere } = await this.rows.of(classId);
    const fields = TITLES.map((name) => ({
      name,
      vietnamese: vietnamese[name],
      value: typed?.[name] ?? (english ? english[name] : elsewhere[name]) ?? '',
    }));
    return { training, fields, suggested: !english && fields.some(({ value }) => value !== '') };
  }
}
