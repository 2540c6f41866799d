import { Body, Controller, Param, Post } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Accepts, Access, type Actor, CurrentActor, parseInput, redirect, Scoped } from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import { Folders } from '../../bank/folders.service.js';
import { Question } from '../../bank/question.entity.js';
import { QuestionBanks } from '../../bank/question-banks.service.js';
import { questionQuery } from '../question-query.js';
import { QuestionSearch } from '../question-search.repository.js';
import { bulkEditForm } from './bulk-edit.input.js';
import { BulkEdits, noCounts } from './bulk-edits.service.js';
import { EDIT_QUESTIONS } from './edit-questions.task.js';

/** More than this is a task that one can watch, cancel and resume. */
const AT_ONCE = 100;

/** Changing many questions of a bank in one go. */
@Controller('authoring/banks/:bank/bulk-edits')
@Access('author', 'programme-admin')
@Scoped('all')
export class BulkEditsController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly folders: Folders,
    private readonly search: QuestionSearch,
    private readonly edits: BulkEdits,
    private readonly tasks: TaskRepository,
    private readonly db: DataSource,
  ) {}

  @Post()
  @Accepts(bulkEditForm)
  async edit(@Param('bank') bankId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const bank = await this.banks.require(bankId);
    const { question, all, query, ...change } = parseInput(bulkEditForm, body);
    const back = `/authoring/banks/${bank.id}?${new URLSearchParams(query)}`;
    if (change.folder && change.folder !== 'none')
      await this.folders.within(this.db.manager, bank.id, change.folder);
    if (Object.values(change).every((value) => value === undefined))
      return redirect(back, { kind: 'error', key: 'assessment.bulk.no-change' });
    const asked = parseInput(questionQuery, Object.fromEntries(new URLSearchParams(query)));
    const ids = all ? await this.search.ids(bank.id, asked) : await this.own(bank.id, question);
    if (ids.length === 0) return redirect(back, { kind: 'error', key: 'assessment.bulk.nobody' });
    if (ids.length > AT_ONCE) {
      const params = { bankId: bank.id, questions: ids, change };
      return redirect(`/tasks/${await this.tasks.start(EDIT_QUESTIONS, params, actor.accountId)}`);
    }
    const counts = noCounts();
    for (const id of ids) counts[await this.edits.apply(id, change, actor.accountId)] += 1;
    const kind = counts.refused > 0 ? 'info' : 'success';
    return redirect(back, { kind, key: 'assessment.bulk.done', params: { ...counts } });
  }

  private async own(bankId: string, ids: string[]): Promise<string[]> {
    const found = await this.db.manager.findBy(Question, { bankId, id: In(ids) });
    return found.map(({ id }) => id);
  }
}
