import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { localYear } from '#platform/clock';
import { InvalidInput } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
  Uploads,
} from '#platform/http';
import { Catalogue, type Translate } from '#platform/i18n';
import { Issuers } from '../issuer/issuers.service.js';
import { findImport, registersOf } from './find-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { OldImports } from './old-imports.service.js';
import { newImportInput } from './old-register.input.js';
import { importView, listView, outcomeOf, ROWS_PER_PAGE } from './old-register.view.js';

const LISTED = 100;

/** The wizard for registers kept elsewhere before: choose a file, review, record, take back. */
@Controller('registers/imports')
@Access('registrar')
@Scoped('unit')
export class OldRegisterController {
  constructor(
    private readonly issuers: Issuers,
    private readonly rows: OldImportRows,
    private readonly imports: OldImports,
    private readonly uploads: Uploads,
    private readonly formErrors: FormErrors,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    const imports = await this.rows.list(registersOf(actor), LISTED);
    return page('certificate/old-register/pages/index', listView(imports));
  }

  @Get('new')
  async choose(@CurrentActor() actor: Actor) {
    return this.chooser(actor, {});
  }

  @Post()
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { file, fields } = await this.uploads.read(request);
    try {
      const { issuer: issuerId, year } = parseInput(newImportInput, fields);
      const issuer = await this.issuers.get(registersOf(actor), issuerId);
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
    const given = await findImport(this.rows, actor, id);
    const outcome = given.status === 'checked' ? outcomeOf(given, query['show']) : 'reject';
    const number = Math.min(100_000, Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1));
    const [rows, total] = await Promise.all([
      this.rows.rows(id, outcome, ROWS_PER_PAGE, (number - 1) * ROWS_PER_PAGE),
      this.rows.count(id, outcome),
    ]);
    const shown = { given, outcome, rows, total, page: number };
    return page('certificate/old-register/pages/show', importView(shown, this.t(request)));
  }

  @Post(':id/application')
  async apply(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return redirect(
      `/tasks/${await this.imports.apply(await findImport(this.rows, actor, id), actor.accountId)}`,
    );
  }

  @Get(':id/undo')
  async confirmUndo(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const given = await findImport(this.rows, actor, id);
    const shown = { given, outcome: 'reject' as const, rows: [], total: 0, page: 1 };
    return page('certificate/old-register/pages/undo', importView(shown, this.t(request)));
  }

  @Post(':id/undo')
  async undo(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return redirect(
      `/tasks/${await this.imports.undo(await findImport(this.rows, actor, id), actor.accountId)}`,
    );
  }

  @Post(':id/discard')
  async discard(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.imports.discard(await findImport(this.rows, actor, id), actor.accountId);
    return redirect('/registers/imports', { kind: 'info', key: 'old-register.discarded' });
  }

  private async chooser(actor: Actor, typed: object, status = 200) {
    const issuers = await this.issuers.list(registersOf(actor));
    const options = issuers.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` }));
    return page('certificate/old-register/pages/choose', { issuers: options, ...typed }, status);
  }

  private t(request: FastifyRequest): Translate {
    return this.words.for(localeOf(request));
  }
}
