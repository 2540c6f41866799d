import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  hasRole,
  localeOf,
  page,
  parseInput,
  Scoped,
  scopePaths,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { STORAGE, type Storage } from '#platform/storage';
import { sendCertificate } from '../certificate/certificate-download.js';
import { ChainAudit } from '../chain/chain-audit.service.js';
import { Doubts } from '../doubts/doubts.repository.js';
import { WaitingForSignature } from '../signing/waiting.repository.js';
import { BookAccess, REGISTER_READERS } from './book-access.js';
import { bookQuery, entriesQuery } from './books.input.js';
import { Books } from './books.repository.js';
import {
  bookView,
  ENTRIES_PER_PAGE,
  entriesView,
  entryView,
  listView,
  ROWS_PER_PART,
  waitingView,
} from './books.view.js';

const HELD_UP_SHOWN = 50;

/** The registers of one's units. */
@Controller('registers')
@Access(...REGISTER_READERS)
@Scoped('unit')
export class BooksController {
  constructor(
    private readonly books: Books,
    private readonly access: BookAccess,
    private readonly chain: ChainAudit,
    private readonly doubts: Doubts,
    private readonly waiting: WaitingForSignature,
    private readonly words: Catalogue,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const scope = scopePaths(actor, ...REGISTER_READERS);
    const [books, heldUp, chain, doubts, waiting] = await Promise.all([
      this.books.list(scope),
      this.books.heldUp(scope, HELD_UP_SHOWN),
      this.chain.recent(),
      this.doubts.count(scopePaths(actor, 'registrar')),
      this.waiting.count(scope),
    ]);
    return page('certificate/books/index', {
      ...listView(books, heldUp, chain, this.words.for(localeOf(request))),
      keeps: hasRole(actor, 'registrar'),
      doubts,
      waiting: waitingView(waiting),
    });
  }

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query() given: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const book = await this.access.toRead(actor, id);
    const query = parseInput(entriesQuery, given);
    const found = await this.books.entries(book.id, {
      ...query,
      offset: (query.page - 1) * ENTRIES_PER_PAGE,
      limit: ENTRIES_PER_PAGE,
    });
    return page('certificate/books/show', entriesView(book, found, query, this.words.for(localeOf(request))));
  }

  /** The register as a book, a part of it on each sheet to print. */
  @Get(':id/book')
  async print(@Param('id') id: string, @Query() given: unknown, @CurrentActor() actor: Actor) {
    const book = await this.access.toRead(actor, id);
    const { part } = parseInput(bookQuery, given);
    const entries = await this.books.pages(book.id, (part - 1) * ROWS_PER_PART, ROWS_PER_PART);
    return page('certificate/books/book', bookView(book, part, entries));
  }

  @Get(':id/certificates/:certificateId')
  async entry(
    @Param('id') id: string,
    @Param('certificateId') certificateId: string,
    @CurrentActor() actor: Actor,
  ) {
    const book = await this.access.toRead(actor, id);
    const entry = await this.access.entry(book, certificateId);
    return page('certificate/books/entry', entryView(book, entry, hasRole(actor, 'registrar')));
  }

  @Get(':id/certificates/:certificateId/file')
  async file(
    @Param('id') id: string,
    @Param('certificateId') certificateId: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const entry = await this.access.entry(await this.access.toRead(actor, id), certificateId);
    if (!entry.pdfKey) throw new NotFound();
    return sendCertificate(reply, this.storage, { key: entry.pdfKey, serial: entry.serial });
  }
}
