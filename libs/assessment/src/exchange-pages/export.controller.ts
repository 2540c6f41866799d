import { Body, Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { FORMATS } from '../exchange/formats.js';
import { QuestionExchange } from '../exchange/question-exchange.service.js';
import { BanksOfFiles } from './banks-of-files.js';
import { exportView } from './export.view.js';
import { EXPORT_QUESTIONS, exportName } from './export-questions.task.js';
import { exportForm, exportQuery } from './import.input.js';

const AT_ONCE = 100;

/** Questions of a bank as a file: what each format would hold is shown before it is made. */
@Controller('authoring/banks/:bank/export')
@Access('author', 'programme-admin')
@Scoped('all')
export class ExportController {
  constructor(
    private readonly files: BanksOfFiles,
    private readonly banks: QuestionBanks,
    private readonly exchange: QuestionExchange,
    private readonly tasks: TaskRepository,
  ) {}

  @Get()
  async show(@Param('bank') bankId: string, @Query() asked: unknown, @Req() request: FastifyRequest) {
    const bank = await this.files.get(bankId);
    const query = parseInput(exportQuery, asked);
    const items = query.format ? await this.exchange.foreseeExport(query.format, bank.id, query) : null;
    const tags = await this.banks.tags(bank.id);
    return page('assessment/exchange-pages/export', exportView(bank, query, tags, items, localeOf(request)));
  }

  @Post()
  @Accepts(exportForm)
  async make(
    @Param('bank') bankId: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const bank = await this.files.get(bankId);
    const { format, ...selection } = parseInput(exportForm, body);
    if ((await this.exchange.count(bank.id, selection)) > AT_ONCE) {
      const params = { bankId: bank.id, format, ...selection, by: actor.accountId };
      return redirect(`/tasks/${await this.tasks.start(EXPORT_QUESTIONS, params, actor.accountId)}`);
    }
    const { file } = await this.exchange.send(format, bank.id, actor.accountId, selection);
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(file, {
      type: FORMATS[format]!.mediaType,
      disposition: `attachment; filename="${exportName(bank.code, format)}"`,
    });
  }
}
