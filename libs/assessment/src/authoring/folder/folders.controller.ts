import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  redirect,
  Scoped,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { type FolderInput, Folders, folderInput } from '../../bank/folders.service.js';
import { QuestionBanks } from '../../bank/question-banks.service.js';
import { foldersView } from './folders.view.js';

/** The folders of a bank: making, renaming, moving and removing them. */
@Controller('authoring/banks/:bank/folders')
@Access('author', 'programme-admin')
@Scoped('all')
export class FoldersController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly folders: Folders,
    private readonly forms: FormErrors,
  ) {}

  @Get()
  async list(@Param('bank') bankId: string) {
    const bank = await this.banks.require(bankId);
    return page('assessment/authoring/folder/folders', foldersView(bank, await this.folders.list(bank.id)));
  }

  @Post()
  @Accepts(folderInput)
  async create(
    @Param('bank') bankId: string,
    @Body() body: FolderInput,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const bank = await this.banks.require(bankId);
    return this.saving(bank, null, body, request, async () => {
      await this.folders.create(bank.id, body, actor.accountId);
    });
  }

  @Get(':folder')
  async edit(@Param('bank') bankId: string, @Param('folder') id: string) {
    const bank = await this.banks.require(bankId);
    const folders = await this.folders.list(bank.id);
    const folder = folders.find((each) => each.id === id);
    if (!folder) throw new NotFound();
    const values = { name: folder.name, parent: folder.parentId ?? '' };
    return page('assessment/authoring/folder/folder', foldersView(bank, folders, { folder, values }));
  }

  @Post(':folder')
  @Accepts(folderInput)
  async change(
    @Param('bank') bankId: string,
    @Param('folder') id: string,
    @Body() body: FolderInput,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const bank = await this.banks.require(bankId);
    if (!isUuid(id)) throw new NotFound();
    return this.saving(bank, id, body, request, () =>
      this.folders.change(bank.id, id, body, actor.accountId),
    );
  }

  @Post(':folder/removal')
  async remove(@Param('bank') bankId: string, @Param('folder') id: string, @CurrentActor() actor: Actor) {
    const bank = await this.banks.require(bankId);
    if (!isUuid(id)) throw new NotFound();
    await this.folders.remove(bank.id, id, actor.accountId);
    return redirect(`/authoring/banks/${bank.id}/folders`, {
      kind: 'success',
      key: 'assessment.folder.removed',
    });
  }

  private async saving(
    bank: { id: string; title: string },
    id: string | null,
    values: FolderInput,
    request: FastifyRequest,
    save: () => Promise<void>,
  ) {
    try {
      await save();
    } catch (error) {
      const folders = await this.folders.list(bank.id);
      const folder = folders.find((each) => each.id === id) ?? null;
      const model = foldersView(bank, folders, { folder, values });
      const errors = this.forms.refusal(request, error);
      const name = folder ? 'folder' : 'folders';
      return page(`assessment/authoring/folder/${name}`, { ...model, errors }, 422);
    }
    return redirect(`/authoring/banks/${bank.id}/folders`, {
      kind: 'success',
      key: 'assessment.folder.saved',
    });
  }
}
