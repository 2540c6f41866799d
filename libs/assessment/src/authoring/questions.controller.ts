import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { DomainError, type FieldError, InvalidInput, NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, parseInput, redirect, Scoped } from '#platform/http';
import { isUuid, newId } from '#platform/ids';
import { Folders } from '../bank/folders.service.js';
import { questionInput } from '../bank/question.input.js';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { QuestionPictures } from '../picture/question-pictures.service.js';
import { type LikeQuestion, LikeQuestions } from './like-questions.repository.js';
import { editorView, previewView, typesView } from './question.view.js';
import { QuestionAuthoring } from './question-authoring.service.js';
import {
  blankDraft,
  changedRows,
  draftOf,
  formErrors,
  inputOf,
  knownType,
  type QuestionDraft,
  questionForm,
} from './question-form.js';
import { type QuestionRecord, QuestionSearch } from './question-search.repository.js';

/** `save-anyway`: its author has seen which questions it nearly equals. */
const SAVE_ANYWAY = 'save-anyway';
const SAVES = ['', 'save', SAVE_ANYWAY];

/** Writing, revising, previewing and retiring one question of a bank. */
@Controller('authoring/banks/:bank/questions')
@Access('author', 'programme-admin')
@Scoped('all')
export class QuestionsController {
  constructor(
    private readonly authoring: QuestionAuthoring,
    private readonly search: QuestionSearch,
    private readonly pictures: QuestionPictures,
    private readonly folders: Folders,
    private readonly like: LikeQuestions,
    private readonly banks: QuestionBanks,
  ) {}

  @Get('new')
  async blank(@Param('bank') bankId: string, @Query('type') type: unknown) {
    const bank = await this.banks.require(bankId);
    if (knownType(type) !== type) return page('assessment/authoring/types', typesView(bank));
    return this.editor(bank, null, blankDraft(type), [], 200);
  }

  @Post()
  async create(@Param('bank') bankId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    const bank = await this.banks.require(bankId);
    const form = parseInput(questionForm, body);
    const draft = { ...form, externalId: form.externalId.trim() || `cau-${newId().slice(-8)}` };
    return this.editing(bank, null, form, async () => {
      const like = form.action === SAVE_ANYWAY ? [] : await this.nearlyEqual(draft);
      if (like.length > 0) return this.editor(bank, null, form, [], 200, like);
      const id = await this.authoring.create(bank.id, inputOf(draft), draft.folder || null, actor.accountId);
      return redirect(`/authoring/banks/${bank.id}/questions/${id}`, {
        kind: 'success',
        key: 'assessment.question.created',
      });
    });
  }

  @Get(':question')
  async edit(@Param('bank') bankId: string, @Param('question') id: string) {
    const [bank, record] = await this.both(bankId, id);
    const draft = draftOf(record, record);
    return this.editor(bank, record, draft, [], 200);
  }

  @Post(':question')
  async revise(
    @Param('bank') bankId: string,
    @Param('question') id: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ) {
    const [bank, record] = await this.both(bankId, id);
    const form = parseInput(questionForm, body);
    // Code and type are the question's identity: no form changes them.
    if (form.type !== record.type) throw new NotFound();
    const draft = { ...form, externalId: record.externalId };
    return this.editing(bank, record, draft, async () => {
      const place = { seen: Number(form.version), folderId: draft.folder || null };
      const changed = await this.authoring.revise(id, place, inputOf(draft), actor.accountId);
      return redirect(`/authoring/banks/${bank.id}/questions/${id}`, {
        kind: changed ? 'success' : 'info',
        key: changed ? 'assessment.question.revised' : 'assessment.question.unchanged',
      });
    });
  }

  @Get(':question/preview')
  async preview(@Param('bank') bankId: string, @Param('question') id: string) {
    const [bank, record] = await this.both(bankId, id);
    return page('assessment/authoring/preview', previewView(bank, record));
  }

  @Post(':question/retirement')
  async retire(@Param('bank') bankId: string, @Param('question') id: string, @CurrentActor() actor: Actor) {
    await this.both(bankId, id);
    await this.authoring.retire(id, actor.accountId);
    return redirect(`/authoring/banks/${bankId}/questions/${id}`, {
      kind: 'success',
      key: 'assessment.question.retired',
    });
  }

  @Post(':question/restoration')
  async restore(@Param('bank') bankId: string, @Param('question') id: string, @CurrentActor() actor: Actor) {
    await this.both(bankId, id);
    await this.authoring.restore(id, actor.accountId);
    return redirect(`/authoring/banks/${bankId}/questions/${id}`, {
      kind: 'success',
      key: 'assessment.question.restored',
    });
  }

  /** Shows the form again with everything typed: for an added option, and for mistakes. */
  private async editing(
    bank: QuestionBank,
    record: QuestionRecord | null,
    draft: QuestionDraft & { action: string },
    save: () => Promise<object>,
  ) {
    const again = (shown: QuestionDraft, errors: FieldError[], status: number) =>
      this.editor(bank, record, shown, errors, status);
    if (!SAVES.includes(draft.action)) return again(changedRows(draft, draft.action), [], 200);
    try {
      return await save();
    } catch (error) {
      if (error instanceof InvalidInput) return again(draft, formErrors(error.errors, draft), 422);
      if (error instanceof DomainError && error.code === 'assessment.edited-meanwhile')
        return again(draft, [{ field: 'stem', code: error.code }], 409);
      throw error;
    }
  }

  private async editor(
    bank: QuestionBank,
    record: QuestionRecord | null,
    draft: QuestionDraft,
    errors: FieldError[],
    status: number,
    nearlyEqual: LikeQuestion[] = [],
  ) {
    const [pictures, folders, like] = await Promise.all([
      this.pictures.list(bank.id),
      this.folders.list(bank.id),
      record ? this.like.find(record.versionId) : nearlyEqual,
    ]);
    return page(
      'assessment/authoring/question',
      editorView(bank, record, draft, errors, { pictures, folders, like }),
      status,
    );
  }

  /** Questions that the draft nearly equals; of one with mistakes none, as it is not saved. */
  private async nearlyEqual(draft: QuestionDraft): Promise<LikeQuestion[]> {
    const input = questionInput.safeParse(inputOf(draft));
    return input.success ? this.like.toNew(input.data.content) : [];
  }

  private async both(bankId: string, id: string): Promise<[QuestionBank, QuestionRecord]> {
    const bank = await this.banks.require(bankId);
    const record = isUuid(id) ? await this.search.question(bank.id, id) : null;
    if (!record) throw new NotFound();
    return [bank, record];
  }
}
