import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, InvalidInput } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { cleanText } from '#platform/text';
import { Folders } from '../bank/folders.service.js';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { StoredStatistics } from '../statistics/statistics.repository.js';
import { bankView } from './bank.view.js';
import { questionQuery } from './question-query.js';
import { QuestionSearch } from './question-search.repository.js';
import { Reviews } from './review/reviews.service.js';

const bankInput = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$/, 'assessment.external-id'),
  title: z.string().max(200).transform(cleanText).pipe(z.string().min(1, 'assessment.bank-title-empty')),
});

const ruleInput = z.strictObject({ review: z.enum(['asked', 'not-asked']) });

/** Question banks for those who write examinations. */
@Controller('authoring/banks')
@Access('author', 'programme-admin')
@Scoped('all')
export class BanksController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly search: QuestionSearch,
    private readonly statistics: StoredStatistics,
    private readonly folders: Folders,
    private readonly reviews: Reviews,
  ) {}

  @Get()
  async list() {
    return page('assessment/authoring/banks', { banks: await this.banks.list() });
  }

  @Post()
  @Accepts(bankInput)
  async create(@Body() body: unknown, @CurrentActor() actor: Actor) {
    const given = (body ?? {}) as Record<string, unknown>;
    try {
      const { code, title } = parseInput(bankInput, body);
      const id = await this.banks.create(code, title, actor.accountId);
      return redirect(`/authoring/banks/${id}`, { kind: 'success', key: 'assessment.bank.created' });
    } catch (error) {
      const errors = error instanceof InvalidInput ? error.errors : taken(error);
      const values = { code: String(given['code'] ?? ''), title: String(given['title'] ?? '') };
      const field = (name: string) => errors.find((each) => each.field === name)?.code ?? null;
      const model = { banks: await this.banks.list(), errors, values };
      return page(
        'assessment/authoring/banks',
        { ...model, codeError: field('code'), titleError: field('title') },
        422,
      );
    }
  }

  @Get(':bank')
  async show(@Param('bank') id: string, @Query() asked: unknown) {
    const bank = await this.banks.require(id);
    const query = parseInput(questionQuery, asked);
    const [found, facets, folders, quizzes] = await Promise.all([
      this.search.find(id, query),
      this.search.facets(id),
      this.folders.list(id),
      this.statistics.quizzesOf(id),
    ]);
    return page('assessment/authoring/bank', { ...bankView(bank, query, found, facets, folders), quizzes });
  }

  @Post(':bank/review-rule')
  @Accepts(ruleInput)
  async rule(@Param('bank') id: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const bank = await this.banks.require(id);
    const { review } = parseInput(ruleInput, body);
    await this.reviews.rule(bank.id, review === 'asked', actor.accountId);
    return redirect(`/authoring/banks/${bank.id}`, {
      kind: 'success',
      key: `assessment.review.rule-${review}`,
    });
  }
}

function taken(error: unknown) {
  if (error instanceof DomainError) return [{ field: 'code', code: error.code }];
  throw error;
}
