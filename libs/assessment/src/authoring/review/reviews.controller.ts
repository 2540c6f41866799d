import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { People } from '#identity';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { cleanText } from '#platform/text';
import { QuestionBanks } from '../../bank/question-banks.service.js';
import { QuestionSearch } from '../question-search.repository.js';
import { Reviews } from './reviews.service.js';
import { VersionHistory } from './version-history.repository.js';
import { versionsView } from './versions.view.js';

const comment = z.strictObject({
  comment: z.string().max(2000).transform(cleanText).pipe(z.string().min(1, 'assessment.comment-empty')),
});
const versionNumber = z.coerce.number().int().min(1);

interface Place {
  bank: string;
  question: string;
  version: string;
}

/** The versions of a question, and judging the newest one. */
@Controller('authoring/banks/:bank/questions/:question/versions')
@Access('author', 'programme-admin')
@Scoped('all')
export class ReviewsController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly search: QuestionSearch,
    private readonly history: VersionHistory,
    private readonly reviews: Reviews,
    private readonly people: People,
    private readonly forms: FormErrors,
  ) {}

  @Get()
  async list(@Param() place: Place, @CurrentActor() actor: Actor) {
    return page('assessment/authoring/review/versions', await this.model(place, actor));
  }

  @Post(':version/submission')
  async submit(@Param() place: Place, @CurrentActor() actor: Actor) {
    return this.judged(place, 'submitted', (id, version) =>
      this.reviews.submit(id, version, actor.accountId),
    );
  }

  @Post(':version/approval')
  async approve(@Param() place: Place, @CurrentActor() actor: Actor) {
    return this.judged(place, 'approved', (id, version) =>
      this.reviews.approve(id, version, actor.accountId),
    );
  }

  @Post(':version/return')
  @Accepts(comment)
  async sendBack(
    @Param() place: Place,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    try {
      const said = parseInput(comment, body).comment;
      return await this.judged(place, 'returned', (id, version) =>
        this.reviews.sendBack(id, version, actor.accountId, said),
      );
    } catch (error) {
      const errors = this.forms.refusal(request, error);
      return page(
        'assessment/authoring/review/versions',
        { ...(await this.model(place, actor)), errors },
        422,
      );
    }
  }

  private async judged(
    place: Place,
    act: string,
    judge: (questionId: string, version: number) => Promise<void>,
  ) {
    const { bank, record } = await this.both(place);
    const version = versionNumber.safeParse(place.version);
    if (!version.success) throw new NotFound();
    await judge(record.id, version.data);
    return redirect(`/authoring/banks/${bank.id}/questions/${record.id}/versions`, {
      kind: 'success',
      key: `assessment.review.${act}`,
    });
  }

  private async model(place: Place, actor: Actor) {
    const { bank, record } = await this.both(place);
    const [versions, uses, steps] = await Promise.all([
      this.history.versions(record.id),
      this.history.uses(bank.id, record.id),
      this.reviews.steps(record.id),
    ]);
    const involved = [
      ...versions.flatMap(({ createdBy }) => createdBy ?? []),
      ...steps.map(({ accountId }) => accountId),
    ];
    const names = await this.people.names([...new Set(involved)]);
    return versionsView(bank, record, { versions, uses, steps, names }, actor.accountId);
  }

  private async both({ bank: bankId, question }: Place) {
    const bank = await this.banks.require(bankId);
    const record = isUuid(question) ? await this.search.question(bank.id, question) : null;
    if (!record) throw new NotFound();
    return { bank, record };
  }
}
