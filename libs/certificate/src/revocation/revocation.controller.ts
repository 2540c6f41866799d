import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
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
import { BookAccess } from '../books/book-access.js';
import type { Book, BookEntryWithTrail } from '../books/books.repository.js';
import { entryView } from '../books/books.view.js';
import { revocationInput } from './revocation.input.js';
import { Revocations } from './revocations.service.js';

/** A registrar of the unit ends a certificate, and says why. */
@Controller('registers/:id/certificates/:certificateId/revocation')
@Access('registrar')
@Scoped('unit')
export class RevocationController {
  constructor(
    private readonly access: BookAccess,
    private readonly revocations: Revocations,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async form(
    @Param('id') id: string,
    @Param('certificateId') certificateId: string,
    @CurrentActor() actor: Actor,
  ) {
    const { book, entry } = await this.find(actor, id, certificateId);
    return this.show(book, entry, {});
  }

  @Post()
  @Accepts(revocationInput)
  async create(
    @Param('id') id: string,
    @Param('certificateId') certificateId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const { book, entry } = await this.find(actor, id, certificateId);
    try {
      const { reason, levels } = parseInput(revocationInput, body);
      await this.revocations.revoke({
        certificateId: entry.id,
        registerId: book.id,
        reason,
        withdrawsLevels: levels === 'withdraw',
        actorId: actor.accountId,
      });
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      const reason = typeof body?.['reason'] === 'string' ? body['reason'] : '';
      return this.show(book, entry, { reason, withdraws: body?.['levels'] === 'withdraw', errors }, 422);
    }
    return redirect(`/registers/${book.id}/certificates/${entry.id}`, {
      kind: 'success',
      key: 'certificate.revocation.done',
      params: { serial: entry.serial },
    });
  }

  private async find(actor: Actor, id: string, certificateId: string) {
    const book = await this.access.toKeep(actor, id);
    return { book, entry: await this.access.entry(book, certificateId) };
  }

  private show(book: Book, entry: BookEntryWithTrail, typed: object, status = 200) {
    const here = `/registers/${book.id}/certificates/${entry.id}`;
    const model = { ...entryView(book, entry, true), ...typed, here, action: `${here}/revocation` };
    return page('certificate/revocation/form', model, status);
  }
}
