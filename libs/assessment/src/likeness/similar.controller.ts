import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { LikeGroupRows } from './like-groups.repository.js';
import { Likeness } from './likeness.service.js';
import { SEARCH_LIKENESS } from './search-likeness.task.js';
import { GROUPS_PER_PAGE, similarView } from './similar.view.js';

/** More are compared as a task that one can watch and cancel. */
const AT_ONCE = 300;

/** Groups of questions of a bank that say much the same. */
@Controller('authoring/banks/:bank/similar')
@Access('author', 'programme-admin')
@Scoped('all')
export class SimilarController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly rows: LikeGroupRows,
    private readonly likeness: Likeness,
    private readonly tasks: TaskRepository,
  ) {}

  @Get()
  async show(@Param('bank') bankId: string, @Query('page') asked: unknown) {
    const bank = await this.banks.require(bankId);
    const number = Math.min(10_000, Math.max(1, Number.parseInt(String(asked ?? '1'), 10) || 1));
    const [search, groups] = await Promise.all([
      this.rows.last(bank.id),
      this.rows.groups(bank.id, GROUPS_PER_PAGE, (number - 1) * GROUPS_PER_PAGE),
    ]);
    return page('assessment/likeness/similar', similarView(bank, search, groups, number));
  }

  @Post()
  async search(@Param('bank') bankId: string, @CurrentActor() actor: Actor) {
    const bank = await this.banks.require(bankId);
    if ((await this.rows.count(bank.id)) > AT_ONCE) {
      const task = await this.tasks.start(SEARCH_LIKENESS, { bankId: bank.id }, actor.accountId);
      return redirect(`/tasks/${task}`);
    }
    await this.likeness.search(bank.id);
    return redirect(`/authoring/banks/${bank.id}/similar`);
  }
}
