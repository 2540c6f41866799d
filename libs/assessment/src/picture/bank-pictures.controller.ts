import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, redirect, Scoped, Uploads } from '#platform/http';
import { isUuid } from '#platform/ids';
import { QuestionBank } from '../bank/question-bank.entity.js';
import { QuestionPictures } from './question-pictures.service.js';

/** The pictures of a bank, for those who write its questions. */
@Controller('authoring/banks/:bank/pictures')
@Access('author', 'programme-admin')
@Scoped('all')
export class BankPicturesController {
  constructor(
    private readonly pictures: QuestionPictures,
    private readonly uploads: Uploads,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  @Get()
  async list(@Param('bank') bankId: string) {
    return this.shown(await this.bank(bankId), null, 200);
  }

  @Post()
  async add(@Param('bank') bankId: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const bank = await this.bank(bankId);
    const { file } = await this.uploads.read(request);
    if (!file) return this.shown(bank, 'assessment.picture-missing', 422);
    try {
      await inTransaction(this.db, async (tx) => {
        const picture = await this.pictures.add(tx, bank.id, file, actor.accountId);
        await this.audit.record(tx, {
          actorId: actor.accountId,
          action: 'question-bank.add-picture',
          subjectType: 'question-bank',
          subjectId: bank.id,
          detail: { picture: picture.id },
        });
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.shown(bank, error.code, error.status);
    }
    return redirect(`/authoring/banks/${bank.id}/pictures`, {
      kind: 'success',
      key: 'assessment.pictures.added',
    });
  }

  private async shown(bank: QuestionBank, error: string | null, status: number) {
    const pictures = await this.pictures.list(bank.id);
    return page(
      'assessment/picture/pictures',
      {
        bank: { id: bank.id, title: bank.title, href: `/authoring/banks/${bank.id}` },
        pictures: pictures.map(({ id, name, width, height }) => ({ id, name, width, height })),
        error,
      },
      status,
    );
  }

  private async bank(id: string): Promise<QuestionBank> {
    const bank = isUuid(id) ? await this.db.manager.findOneBy(QuestionBank, { id }) : null;
    if (!bank) throw new NotFound();
    return bank;
  }
}
