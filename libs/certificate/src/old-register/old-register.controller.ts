import { Controller, Get, Header, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localYear } from '#platform/clock';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
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
  scopePaths,
  Uploads,
} from '#platform/http';
import { Catalogue, type Translate } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { Issuers } from '../issuer/issuers.service.js';
import type { OldImport } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { OldImports } from './old-imports.service.js';
import { mappingInput, newImportInput } from './old-register.input.js';
import { importView, listView, mappingView, outcomeOf, ROWS_PER_PAGE } from './old-register.view.js';
import { refusedFile, templateFile } from './old-register-files.js';
import { OldRegisterReader } from './old-register-reader.service.js';

const LISTED = 100;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The wizard for registers kept elsewhere before: choose a file, match columns, review, record, take back. */
@Controller('registers/imports')
@Access('registrar')
@Scoped('unit')
export class OldRegisterController {
  constructor(
    private readonly issuers: Issuers,
    private readonly rows: OldImportRows,
    private readonly imports: OldImports,
    private readonly reader: OldRegisterReader,
    private readonly uploads: Uploads,
    private readonly formErrors: FormErrors,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    const imports = await this.rows.list(scopeOf(actor), LISTED);
    return page('certificate/old-register/pages/index', listView(imports));
  }

  @Get('new')
  async choose(@CurrentActor() actor: Actor) {
    return this.chooser(actor, {});
  }

  @Get('template.xlsx')
  @Header('content-type', XLSX)
  async template(@Req() request: FastifyRequest) {
    return new StreamableFile(await templateFile(this.t(request)), {
      type: XLSX,
      disposition: 'attachment; filename="mau-so-cap-cu.xlsx"',
    });
  }

  @Post()
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { file, fields } = await this.uploads.read(request);
    try {
      const { issuer: issuerId, year } = parseInput(newImportInput, fields);
      const issuer = await this.issuers.get(scopeOf(actor), issuerId);
      if (year > localYear(new Date()) + 1)
        throw new InvalidInput([{ field: 'year', code: 'old-register.year-invalid' }]);
      if (!file) throw new InvalidInput([{ field: 'file', code: 'upload.not-multipart' }]);
      const given = { issuerId: issuer.id, year, file, choices: {}, by: actor.accountId };
      const { importId, taskId } = await this.imports.upload(given);
      return redirect(taskId ? `/tasks/${taskId}` : `/registers/imports/${importId}`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const errors = this.formErrors.of(request, error.errors);
      return this.chooser(actor, { issuer: fields['issuer'], year: fields['year'], errors }, 422);
    }
  }

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query() query: Record<string, string>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const given = await this.find(actor, id);
    const outcome = given.status === 'checked' ? outcomeOf(given, query['show']) : 'reject';
    const number = Math.min(100_000, Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1));
    const [rows, total] = await Promise.all([
      this.rows.rows(id, outcome, ROWS_PER_PAGE, (number - 1) * ROWS_PER_PAGE),
      this.rows.count(id, outcome),
    ]);
    const shown = { given, outcome, rows, total, page: number };
    return page('certificate/old-register/pages/show', importView(shown, this.t(request)));
  }

  @Get(':id/mapping')
  async mapping(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.mapper(await this.findOpen(actor, id), request, {});
  }

  @Post(':id/mapping')
  @Accepts(mappingInput)
  async map(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const given = await this.findOpen(actor, id);
    try {
      const choices = parseInput(mappingInput, request.body);
      const taskId = await this.imports.review(given, choices, actor.accountId);
      return redirect(taskId ? `/tasks/${taskId}` : `/registers/imports/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return this.mapper(given, request, { errors: this.formErrors.of(request, error.errors) }, 422);
    }
  }

  /** The refused rows with their reasons, to be put right and sent again. */
  @Get(':id/rejected.xlsx')
  async rejected(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const given = await this.find(actor, id);
    const rows = await this.rows.rows(id, 'reject', 100_000, 0);
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(await refusedFile(given, rows, this.t(request)), {
      type: XLSX,
      disposition: 'attachment; filename="dong-can-sua.xlsx"',
    });
  }

  @Post(':id/application')
  async apply(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return redirect(`/tasks/${await this.imports.apply(await this.find(actor, id), actor.accountId)}`);
  }

  @Get(':id/undo')
  async confirmUndo(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const given = await this.find(actor, id);
    const shown = { given, outcome: 'reject' as const, rows: [], total: 0, page: 1 };
    return page('certificate/old-register/pages/undo', importView(shown, this.t(request)));
  }

  @Post(':id/undo')
  async undo(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return redirect(`/tasks/${await this.imports.undo(await this.find(actor, id), actor.accountId)}`);
  }

  @Post(':id/discard')
  async discard(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.imports.discard(await this.find(actor, id), actor.accountId);
    return redirect('/registers/imports', { kind: 'info', key: 'old-register.discarded' });
  }

  private async chooser(actor: Actor, typed: object, status = 200) {
    const issuers = await this.issuers.list(scopeOf(actor));
    const options = issuers.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` }));
    return page('certificate/old-register/pages/choose', { issuers: options, ...typed }, status);
  }

  private async mapper(given: OldImport, request: FastifyRequest, typed: object, status = 200) {
    const { issuerId, year, choices } = given;
    const patterns = await this.reader.patterns(issuerId, year, choices);
    const model = { ...mappingView(given, patterns, this.t(request)), ...typed };
    return page('certificate/old-register/pages/mapping', model, status);
  }

  private async findOpen(actor: Actor, id: string): Promise<OldImport> {
    const given = await this.find(actor, id);
    if (given.status !== 'checked' && given.status !== 'uploaded')
      throw new DomainError('certificate.old-already-recorded');
    return given;
  }

  private async find(actor: Actor, id: string): Promise<OldImport> {
    const given = isUuid(id) ? await this.rows.find(scopeOf(actor), id) : null;
    if (!given) throw new NotFound();
    return given;
  }

  private t(request: FastifyRequest): Translate {
    return this.words.for(localeOf(request));
  }
}

const scopeOf = (actor: Actor): readonly string[] => scopePaths(actor, 'registrar');
