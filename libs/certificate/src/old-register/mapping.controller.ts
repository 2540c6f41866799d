import { Controller, Get, Param, Post, Req } from '@nestjs/common';
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
import { findImport } from './find-import.js';
import type { OldImport } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { OldImports } from './old-imports.service.js';
import { mappingInput } from './old-register.input.js';
import { mappingView } from './old-register.view.js';
import { OldRegisterReader } from './old-register-reader.service.js';

/** Which column of the file is what, and how its numbers are shaped. */
@Controller('registers/imports/:id/mapping')
@Access('registrar')
@Scoped('unit')
export class MappingController {
  constructor(
    private readonly rows: OldImportRows,
    private readonly imports: OldImports,
    private readonly reader: OldRegisterReader,
    private readonly formErrors: FormErrors,
    private readonly words: Catalogue,
  ) {}

  @Get()
  async mapping(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.mapper(await this.findOpen(actor, id), request, {});
  }

  @Post()
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

  private async mapper(given: OldImport, request: FastifyRequest, typed: object, status = 200) {
    const { issuerId, year, choices } = given;
    const patterns = await this.reader.patterns(issuerId, year, choices);
    const model = { ...mappingView(given, patterns, this.words.for(localeOf(request))), ...typed };
    return page('certificate/old-register/pages/mapping', model, status);
  }

  private async findOpen(actor: Actor, id: string): Promise<OldImport> {
    const given = await findImport(this.rows, actor, id);
    if (given.status !== 'checked' && given.status !== 'uploaded')
      throw new DomainError('certificate.old-already-recorded');
    return given;
  }
}
