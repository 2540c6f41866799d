import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { QuestionBank } from '../bank/question-bank.entity.js';

/** The bank of an address. */
@Injectable()
export class BanksOfFiles {
  constructor(private readonly db: DataSource) {}

  async get(id: string): Promise<QuestionBank> {
    const bank = isUuid(id) ? await this.db.manager.findOneBy(QuestionBank, { id }) : null;
    if (!bank) throw new NotFound();
    return bank;
  }
}
