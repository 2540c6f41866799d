import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput } from '#platform/errors';
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
import { BookAccess } from '../books/book-access.js';
import type { Book, BookEntryWithTrail } from '../books/books.repository.js';
import { birthShown, entryView } from '../books/books.view.js';
import { refusalWords } from '../certificate/refusal-words.js';
import { RenderRefused } from '../render/render-refused.js';
import { replacementInput } from './replacement.input.js';
import { Replacements } from './replacements.service.js';

/** A registrar of the unit corrects what a certificate says of its holder: a new one takes its place. */
@Controller('registers/:id/certificates/:certificateId/replacement')
@Access('registrar')
@Scoped('unit')
export class ReplacementController {
  constructor(
    private readonly access: BookAccess,
    private readonly replacements: Replacements,
    private readonly formErrors: FormErrors,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async form(@Param() at: Place, @CurrentActor() actor: Actor) {
    const { book, entry } = await this.find(actor, at);
    const { name: fullName, position = '' } = entry.facts.holder;
    return this.show(book, entry, { values: { fullName, position, birth: birthShown(entry.facts) } });
  }

  @Post()
  @Accepts(replacementInput)
  async create(
    @Param() at: Place,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const { book, entry } = await this.find(actor, at);
    try {
      const { reason, ...correction } = parseInput(replacementInput, body);
      const given = { certificateId: entry.id, registerId: book.id, actorId: actor.accountId };
      const { registerId, certificateId } = await this.replacements.replace({ ...given, correction, reason });
      return redirect(`/registers/${registerId}/certificates/${certificateId}`, {
        kind: 'success',
        key: 'certificate.replacement.done',
        params: { serial: entry.serial },
      });
    } catch (error) {
      const values = typedOf(body);
      if (error instanceof InvalidInput)
        return this.show(book, entry, { values, errors: this.formErrors.of(request, error.errors) }, 422);
      const problem = this.problemOf(error, request);
      if (problem) return this.show(book, entry, { values, problem }, 422);
      throw error;
    }
  }

  private problemOf(error: unknown, request: FastifyRequest): string | null {
    const t = this.words.for(localeOf(request));
    if (error instanceof RenderRefused) return refusalWords(error.code, error.params, t);
    const same = error instanceof DomainError && error.code === 'certificate.replacement-same';
    return same ? t('errors.certificate.replacement-same') : null;
  }

  private async find(actor: Actor, { id, certificateId }: Place) {
    const book = await this.access.toKeep(actor, id);
    return { book, entry: await this.access.entry(book, certificateId) };
  }

  private show(book: Book, entry: BookEntryWithTrail, typed: object, status = 200) {
    const here = `/registers/${book.id}/certificates/${entry.id}`;
    const model = { ...entryView(book, entry, true), ...typed, here, action: `${here}/replacement` };
    return page('certificate/replacement/form', model, status);
  }
}

interface Place {
  id: string;
  certificateId: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '');

const typedOf = (body: Record<string, unknown>) => ({
  fullName: text(body?.['fullName']),
  birth: text(body?.['birth']),
  position: text(body?.['position']),
  reason: text(body?.['reason']),
});
