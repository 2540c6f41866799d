import { Controller, Get, Header, Param, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, type Actor, CurrentActor, localeOf, Scoped } from '#platform/http';
import { Catalogue, type Translate } from '#platform/i18n';
import { findImport } from './find-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { refusedFile, templateFile } from './old-register-files.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Workbooks of the wizard: an empty one to fill in, and the rows to be put right. */
@Controller('registers/imports')
@Access('registrar')
@Scoped('unit')
export class OldFilesController {
  constructor(
    private readonly rows: OldImportRows,
    private readonly words: Catalogue,
  ) {}

  @Get('template.xlsx')
  @Header('content-type', XLSX)
  async template(@Req() request: FastifyRequest) {
    return new StreamableFile(await templateFile(this.t(request)), {
      type: XLSX,
      disposition: 'attachment; filename="mau-so-cap-cu.xlsx"',
    });
  }

  /** The refused rows with their reasons, to be put right and sent again. */
  @Get(':id/rejected.xlsx')
  async rejected(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const given = await findImport(this.rows, actor, id);
    const rows = await this.rows.rows(id, 'reject', 100_000, 0);
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(await refusedFile(given, rows, this.t(request)), {
      type: XLSX,
      disposition: 'attachment; filename="dong-can-sua.xlsx"',
    });
  }

  private t(request: FastifyRequest): Translate {
    return this.words.for(localeOf(request));
  }
}
