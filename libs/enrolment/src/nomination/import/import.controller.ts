import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
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
import { ClassScope } from '../../classes/class-scope.js';
import { PendingChanges } from '../apply/pending-changes.js';
import { faultyRowsCsv } from './faulty-rows.js';
import { changeForm, FIELDS, mappingForm, rowForm } from './import.input.js';
import { filterOf, importView } from './import.view.js';
import { Provinces } from './provinces.js';
import { type RosterImport, RosterImportRepository } from './roster-import.repository.js';
import { RosterImports, type Sender } from './roster-imports.js';

const PAGE = 50;

/** The wizard of a nominated list: choose a file, match columns, review, apply, confirm changes, undo. */
@Controller('classes/:classId/imports')
@Access('programme-admin', 'unit-manager', 'system-admin')
@Scoped('unit')
export class ImportController {
  constructor(
    private readonly classes: ClassScope,
    private readonly imports: RosterImportRepository,
    private readonly lists: RosterImports,
    private readonly changes: PendingChanges,
    private readonly provinces: Provinces,
    private readonly uploads: Uploads,
  ) {}

  @Get('new')
  async choose(@Param('classId') classId: string, @CurrentActor() actor: Actor) {
    return this.chooser(classId, actor);
  }

  @Post()
  async upload(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    await this.classes.get(classId, actor);
    const { file, fields } = await this.uploads.read(request);
    if (!file) return this.chooser(classId, actor, 'errors.upload.not-multipart');
    const province = /^\d{2}$/.test(fields['province'] ?? '') ? (fields['province'] as string) : null;
    const { importId, taskId } = await this.lists.upload(classId, file, province, this.senderOf(actor));
    return redirect(taskId ? `/tasks/${taskId}` : `/classes/${classId}/imports/${importId}`);
  }

  @Get(':importId')
  async show(
    @Param() at: { classId: string; importId: string },
    @Query() query: Record<string, string>,
    @CurrentActor() actor: Actor,
  ) {
    const { training, list } = await this.find(at, actor);
    const filter = filterOf(list, query['show']);
    const number = Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1);
    const [rows, total, noticed] = await Promise.all([
      this.imports.rows(list.id, filter, PAGE, (number - 1) * PAGE),
      this.imports.countRows(list.id, filter),
      this.imports.countRows(list.id, 'notices'),
    ]);
    const changes =
      filter === 'change-pending' ? await this.changes.of(list, rows, this.senderOf(actor)) : [];
    return page(
      'enrolment/nomination/import/show',
      importView({ training, list, filter, rows, total, noticed, page: number, pageSize: PAGE, changes }),
    );
  }

  @Get(':importId/mapping')
  async mapping(@Param() at: { classId: string; importId: string }, @CurrentActor() actor: Actor) {
    const { training, list } = await this.find(at, actor);
    if (list.status !== 'checked' && list.status !== 'uploaded')
      throw new DomainError('nomination.already-applied');
    return page('enrolment/nomination/import/mapping', {
      training,
      list,
      fields: FIELDS.map((value) => ({ value, labelKey: `nomination.field.${value}` })),
      provinces: await this.provinces.options(list.layout?.province.code ?? list.provinceCode),
    });
  }

  @Post(':importId/mapping')
  @Accepts(mappingForm)
  async map(
    @Param() at: { classId: string; importId: string },
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
  ) {
    const { list } = await this.find(at, actor);
    const { province, choices } = parseInput(mappingForm, request.body);
    const { corrections, leftOut } = list.mapping ?? {};
    const kept = { ...choices, ...(corrections ? { corrections } : {}), ...(leftOut ? { leftOut } : {}) };
    return this.reviewed(list, await this.lists.review(list, province, kept, this.senderOf(actor)));
  }

  @Post(':importId/rows/:row')
  @Accepts(rowForm)
  async correct(
    @Param() at: { classId: string; importId: string; row: string },
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
  ) {
    const { list } = await this.find(at, actor);
    const number = Number.parseInt(at.row, 10);
    if (!(await this.imports.row(list.id, number))) throw new NotFound();
    const { column, value, skip } = parseInput(rowForm, request.body);
    const choices = { ...(list.mapping ?? {}) };
    if (skip !== undefined) choices.leftOut = [...new Set([...(choices.leftOut ?? []), number])];
    else if (column !== undefined && value !== undefined) {
      choices.corrections = {
        ...choices.corrections,
        [number]: { ...choices.corrections?.[number], [column]: value },
      };
    } else throw new InvalidInput([{ field: 'value', code: 'input.invalid' }]);
    return this.reviewed(
      list,
      await this.lists.review(list, list.provinceCode, choices, this.senderOf(actor)),
    );
  }

  /** The rejected rows with their reasons, to be put right in a sheet and sent again. */
  @Get(':importId/rejected.csv')
  async rejected(
    @Param() at: { classId: string; importId: string },
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { list } = await this.find(at, actor);
    const rows = await this.imports.rows(list.id, 'reject', 100_000, 0);
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="dong-can-sua.csv"');
    return faultyRowsCsv(rows, localeOf(request));
  }

  @Post(':importId/application')
  async apply(@Param() at: { classId: string; importId: string }, @CurrentActor() actor: Actor) {
    const { list } = await this.find(at, actor);
    return redirect(`/tasks/${await this.lists.apply(list, this.senderOf(actor))}`);
  }

  @Post(':importId/changes')
  @Accepts(changeForm)
  async decide(
    @Param() at: { classId: string; importId: string },
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
  ) {
    const { list } = await this.find(at, actor);
    const { row, decision } = parseInput(changeForm, request.body);
    await this.changes.decide(list, row, decision, this.senderOf(actor));
    return redirect(`/classes/${at.classId}/imports/${list.id}?show=change-pending`, {
      kind: 'success',
      key: 'nomination.changes-saved',
      params: { count: row.length },
    });
  }

  @Get(':importId/undo')
  async confirmUndo(@Param() at: { classId: string; importId: string }, @CurrentActor() actor: Actor) {
    return page('enrolment/nomination/import/undo', await this.find(at, actor));
  }

  @Post(':importId/undo')
  async undo(@Param() at: { classId: string; importId: string }, @CurrentActor() actor: Actor) {
    const { list } = await this.find(at, actor);
    return redirect(`/tasks/${await this.lists.undo(list, this.senderOf(actor))}`);
  }

  @Post(':importId/discard')
  async discard(@Param() at: { classId: string; importId: string }, @CurrentActor() actor: Actor) {
    const { list } = await this.find(at, actor);
    await this.lists.discard(list, this.senderOf(actor));
    return redirect(`/classes/${at.classId}`, { kind: 'info', key: 'nomination.discarded' });
  }

  private async chooser(classId: string, actor: Actor, errorKey?: string) {
    const training = await this.classes.get(classId, actor);
    const provinces = await this.provinces.options(
      await this.provinces.ofRoots(this.classes.nominates(actor)),
    );
    return page(
      'enrolment/nomination/import/choose',
      { training, provinces, errorKey },
      errorKey ? 422 : 200,
    );
  }

  private reviewed(list: RosterImport, taskId: string | null) {
    return redirect(taskId ? `/tasks/${taskId}` : `/classes/${list.classId}/imports/${list.id}`);
  }

  /** A list of somebody else is found only by those who run the class. */
  private async find({ classId, importId }: { classId: string; importId: string }, actor: Actor) {
    const training = await this.classes.get(classId, actor);
    const list = isUuid(importId) ? await this.imports.find(importId) : null;
    if (!list || list.classId !== classId || list.status === 'discarded') throw new NotFound();
    if (!training.owned && list.createdBy !== actor.accountId) throw new NotFound();
    return { training, list };
  }

  private senderOf(actor: Actor): Sender {
    return { accountId: actor.accountId, roots: this.classes.nominates(actor) };
  }
}
