import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import { type Book, type BookEntryWithTrail, Books } from './books.repository.js';

/** Who reads registers; only registrars change anything in them. */
export const REGISTER_READERS = ['registrar', 'auditor', 'system-admin'] as const;

/** Finds a register within the units of the actor, and a certificate within its register; else 404. */
@Injectable()
export class BookAccess {
  constructor(private readonly books: Books) {}

  async toRead(actor: Actor, id: string): Promise<Book> {
    return this.within(scopePaths(actor, ...REGISTER_READERS), id);
  }

  async toKeep(actor: Actor, id: string): Promise<Book> {
    return this.within(scopePaths(actor, 'registrar'), id);
  }

  async entry(book: Book, certificateId: string): Promise<BookEntryWithTrail> {
    const entry = isUuid(certificateId) ? await this.books.entry(book.id, certificateId) : null;
    if (!entry) throw new NotFound();
    return entry;
  }

  private async within(scope: readonly string[], id: string): Promise<Book> {
    const book = isUuid(id) ? await this.books.find(scope, id) : null;
    if (!book) throw new NotFound();
    return book;
  }
}
