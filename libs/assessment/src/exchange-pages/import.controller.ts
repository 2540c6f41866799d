import { Body, Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
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
  Uploads,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { FORMATS } from '../exchange/formats.js';
import { BanksOfFiles } from './banks-of-files.js';
import { formatChoice, formatForm } from './import.input.js';
import { effectOf, formatOptions, importView, PAGE_SIZE } from './import.view.js';
import { type QuestionImport, QuestionImportRepository } from './question-import.repository.js';
import { QuestionImports } from './question-imports.service.js';
import { refusedItemsFile } from './refused-items.js';

interface At {
  bank: string;
  import: string;
}

/** The wizard that brings a file of questions into a bank: choose, review, bring in, see what became of each. */
@Controller('authoring/banks/:bank/imports')
@Access('author', 'programme-admin')
@Scoped('all')
export class ImportController {
  constructor(
    private readonly banks: BanksOfFiles,
    private readonly imports: QuestionImportRepository,
    private readonly files: QuestionImports,
    private readonly uploads: Uploads,
  ) {}

  @Get('new')
  async choose(@Param('bank') bankId: string) {
    return this.chooser(bankId, null);
  }

  @Post()
  async upload(@Param('bank') bankId: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const bank = await this.banks.get(bankId);
    const { file, fields } = await this.uploads.read(request);
    if (!file) return this.chooser(bankId, 'errors.upload.not-multipart');
    const format = formatChoice.parse(fields['format']) || null;
    const { importId, taskId } = await this.files.upload(bank.id, file, format, actor.accountId);
    return redirect(taskId ? `/tasks/${taskId}` : `/authoring/banks/${bank.id}/imports/${importId}`);
  }

  @Get(':import')
  async show(@Param() at: At, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const { bank, given } = await this.find(at);
    const effect = effectOf(query['show']);
    const number = Math.max(1, Number.parseInt(String(query['page'] ?? '1'), 10) || 1);
    const [counts, items] = await Promise.all([
      this.imports.counts(given.id),
      this.imports.items(given.id, effect, PAGE_SIZE, (number - 1) * PAGE_SIZE),
    ]);
    const locale = localeOf(request);
    return page(
      'assessment/exchange-pages/show',
      importView({ bank, given, counts, items, effect, page: number, locale }),
    );
  }

  /** The file is read again as of another format. */
  @Post(':import/format')
  @Accepts(formatForm)
  async reread(@Param() at: At, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const { given } = await this.find(at);
    const { format } = parseInput(formatForm, body);
    return this.onward(given, await this.files.reread(given, format, actor.accountId));
  }

  @Post(':import/application')
  async apply(@Param() at: At, @CurrentActor() actor: Actor) {
    const { given } = await this.find(at);
    return this.onward(given, await this.files.apply(given, actor.accountId));
  }

  @Post(':import/discard')
  async discard(@Param() at: At, @CurrentActor() actor: Actor) {
    const { given } = await this.find(at);
    await this.files.discard(given, actor.accountId);
    return redirect(`/authoring/banks/${given.bankId}`, { kind: 'info', key: 'assessment.import.discarded' });
  }

  @Get(':import/refused.xlsx')
  async refused(
    @Param() at: At,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { given } = await this.find(at);
    const items = await this.imports.items(given.id, 'refused', 10_000, 0);
    const file = await refusedItemsFile(items, localeOf(request));
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(file, {
      type: FORMATS['xlsx']!.mediaType,
      disposition: 'attachment; filename="refused.xlsx"',
    });
  }

  private async chooser(bankId: string, errorKey: string | null) {
    const bank = await this.banks.get(bankId);
    const latest = await this.imports.latest(bank.id);
    return page(
      'assessment/exchange-pages/choose',
      {
        bank: { id: bank.id, title: bank.title },
        formats: formatOptions(null),
        latest: latest.map(({ id, fileName, format, status, createdAt }) => ({
          href: `/authoring/banks/${bank.id}/imports/${id}`,
          ...{ fileName, format, statusKey: `assessment.import.status.${status}`, createdAt },
        })),
        errorKey,
      },
      errorKey ? 422 : 200,
    );
  }

  private onward({ bankId, id }: QuestionImport, taskId: string | null) {
    return redirect(taskId ? `/tasks/${taskId}` : `/authoring/banks/${bankId}/imports/${id}`);
  }

  private async find(at: At) {
    const bank = await this.banks.get(at.bank);
    const given = isUuid(at.import) ? await this.imports.find(at.import) : null;
    if (!given || given.bankId !== bank.id || given.status === 'discarded') throw new NotFound();
    return { bank, given };
  }
}
