import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { BookAccess, REGISTER_READERS } from '../../books/book-access.js';
import type { Book } from '../../books/books.repository.js';
import { oldReplacementInput, reasonInput } from './old-entry.input.js';
import { oldEntryView } from './old-entry.view.js';
import { OldEntryEndings } from './old-entry-endings.service.js';
import { type OldEntry, OldEntryPages } from './old-entry-pages.repository.js';

interface Place {
  id: string;
  entryId: string;
}

/** Entries of older registers: read by those who read registers, ended by their registrars. */
@Controller('registers/:id/old-entries/:entryId')
@Access('registrar')
@Scoped('unit')
export class OldEntriesController {
  constructor(
    private readonly access: BookAccess,
    private readonly entries: OldEntryPages,
    private readonly endings: OldEntryEndings,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  @Access(...REGISTER_READERS)
  async show(@Param() at: Place, @CurrentActor() actor: Actor) {
    const book = await this.access.toRead(actor, at.id);
    const view = oldEntryView(book, await this.entry(book, at), hasRole(actor, 'registrar'));
    return page('certificate/old-register/entry/show', view);
  }

  @Get('revocation')
  async revocation(@Param() at: Place, @CurrentActor() actor: Actor) {
    return this.form('revocation', await this.find(actor, at), {});
  }

  @Post('revocation')
  @Accepts(reasonInput)
  async revoke(
    @Param() at: Place,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    return this.ended('revocation', await this.find(actor, at), request, body, (place) =>
      this.endings.revoke({ ...place, ...parseInput(reasonInput, body), actorId: actor.accountId }),
    );
  }

  @Get('replacement')
  async replacement(@Param() at: Place, @CurrentActor() actor: Actor) {
    return this.form('replacement', await this.find(actor, at), {});
  }

  @Post('replacement')
  @Accepts(oldReplacementInput)
  async replace(
    @Param() at: Place,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    return this.ended('replacement', await this.find(actor, at), request, body, (place) =>
      this.endings.replace({ ...place, ...parseInput(oldReplacementInput, body), actorId: actor.accountId }),
    );
  }

  private async ended(
    kind: 'revocation' | 'replacement',
    found: { book: Book; entry: OldEntry },
    request: FastifyRequest,
    body: Record<string, unknown>,
    end: (place: { entryId: string; registerId: string }) => Promise<void>,
  ) {
    const { book, entry } = found;
    try {
      await end({ entryId: entry.id, registerId: book.id });
    } catch (error) {
      const wrong = wrongInput(error);
      if (!wrong) throw error;
      const errors = this.formErrors.of(request, wrong.errors);
      return this.form(kind, found, { reason: text(body?.['reason']), by: text(body?.['by']), errors }, 422);
    }
    return redirect(`/registers/${book.id}/old-entries/${entry.id}`, {
      kind: 'success',
      key: `old-register.${kind}.done`,
    });
  }

  private form(kind: string, { book, entry }: { book: Book; entry: OldEntry }, typed: object, status = 200) {
    const model = { ...oldEntryView(book, entry, true), ...typed, kind };
    return page('certificate/old-register/entry/ending', model, status);
  }

  private async find(actor: Actor, at: Place) {
    const book = await this.access.toKeep(actor, at.id);
    return { book, entry: await this.entry(book, at) };
  }

  private async entry(book: Book, { entryId }: Place): Promise<OldEntry> {
    const entry = isUuid(entryId) ? await this.entries.find(book.id, entryId) : null;
    if (!entry) throw new NotFound();
    return entry;
  }
}

/** A number that leads to no fitting certificate is wrong input like any other. */
function wrongInput(error: unknown): InvalidInput | null {
  if (error instanceof InvalidInput) return error;
  if (error instanceof DomainError && error.code.startsWith('certificate.old-replacement'))
    return new InvalidInput([{ field: 'by', code: error.code }]);
  return null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '');
