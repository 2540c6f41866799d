import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Forbidden, InvalidInput, NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { isUuid } from '#platform/ids';
import { TaskRepository } from '#platform/tasks';
import { QuestionBank } from '../bank/question-bank.entity.js';
import { Quiz } from '../quiz/quiz.entity.js';
import { Concerned } from './holders.js';
import type { Regrade } from './regrade.entity.js';
import { regradeInput } from './regrade.input.js';
import { placeView, regradeView, rowView } from './regrade.view.js';
import { RegradeForm } from './regrade-form.js';
import { regradeHref, regradesHref } from './regrade-links.js';
import { RegradeRows } from './regrades.repository.js';
import { Regrades } from './regrades.service.js';

const PEOPLE_SHOWN = 100;

/**
 * Regrades of a published quiz: authors and programme administrators propose and look; another programme administrator
 * applies and undoes. Names only of people of one's own units.
 */
@Controller('authoring/quizzes/:quiz/regrades')
@Access('author', 'programme-admin')
@Scoped('all')
export class RegradesController {
  constructor(
    private readonly db: DataSource,
    private readonly regrades: Regrades,
    private readonly rows: RegradeRows,
    private readonly form: RegradeForm,
    private readonly concerned: Concerned,
    private readonly tasks: TaskRepository,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@Param('quiz') quizId: string) {
    const place = await this.place(quizId);
    const rows = await this.rows.of(quizId);
    return page('assessment/regrade/index', { ...place, regrades: rows.map(rowView) });
  }

  @Get('new')
  async blank(@Param('quiz') quizId: string, @Query('version') version: unknown) {
    const place = await this.place(quizId);
    const typed = {
      version: typeof version === 'string' ? version : '',
      remedy: '',
      key: '',
      reason: '',
      copies: false,
    };
    return page('assessment/regrade/new', { ...place, ...(await this.form.model(quizId, typed)) });
  }

  @Post()
  @Accepts(regradeInput)
  async propose(
    @Param('quiz') quizId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const place = await this.place(quizId);
    try {
      const { version, remedy, key, reason, copies } = parseInput(regradeInput, body);
      const keyVersionId = remedy === 'key' ? key : null;
      const proposal = { quizId, questionVersionId: version, remedy, keyVersionId, reason };
      const others = copies ? await this.rows.copies(quizId, version) : [];
      const ids = others.map(({ id }) => id);
      const [regrade] = await this.regrades.proposeAll(proposal, ids, actor.accountId);
      const told = {
        kind: 'success',
        key: 'assessment.regrade.proposed-copies',
        params: { count: ids.length },
      } as const;
      return redirect(regradeHref(regrade as Regrade), ids.length > 0 ? told : undefined);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const text = (name: string) => (typeof body?.[name] === 'string' ? (body[name] as string) : '');
      const typed = {
        version: text('version'),
        remedy: text('remedy'),
        key: text('key'),
        reason: text('reason'),
        copies: text('copies') === 'on',
      };
      const errors = this.formErrors.of(request, error.errors);
      return page(
        'assessment/regrade/new',
        { ...place, ...(await this.form.model(quizId, typed)), errors },
        422,
      );
    }
  }

  @Get(':id')
  async show(
    @Param('quiz') quizId: string,
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const place = await this.place(quizId);
    const row = await this.row(quizId, id);
    const confirms = hasRole(actor, 'programme-admin');
    const [task, effects, losing] = await Promise.all([
      row.taskId ? this.tasks.find(row.taskId) : null,
      confirms ? this.rows.effects(id, PEOPLE_SHOWN) : [],
      this.rows.losing(id),
    ]);
    const [people, serials] = await Promise.all([
      this.concerned.named(
        effects.map(({ enrolmentId }) => enrolmentId),
        scopePaths(actor, 'programme-admin'),
      ),
      this.concerned.serials(losing),
    ]);
    const parts = { row, task, effects, people, serials, certificates: serials.size };
    const view = regradeView({ ...parts, actorId: actor.accountId, confirms });
    const fragment = request.headers['hx-request'] !== undefined && view.running;
    return page(fragment ? 'assessment/regrade/progress' : 'assessment/regrade/show', {
      ...place,
      ...view,
      shownMost: PEOPLE_SHOWN,
      exportsHref: row.status === 'previewing' ? null : this.concerned.exportsOf(id),
    });
  }

  @Post(':id/preview')
  async preview(@Param('quiz') quizId: string, @Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.regrades.preview((await this.row(quizId, id)).id, actor.accountId);
    return redirect(regradeHref({ quizId, id }));
  }

  @Post(':id/application')
  @Access('programme-admin')
  async apply(@Param('quiz') quizId: string, @Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.mayConfirm(quizId, id, actor);
    await this.regrades.apply(id, actor.accountId);
    return redirect(regradeHref({ quizId, id }));
  }

  @Post(':id/reversal')
  @Access('programme-admin')
  async undo(@Param('quiz') quizId: string, @Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.mayConfirm(quizId, id, actor);
    await this.regrades.undo(id, actor.accountId);
    return redirect(regradeHref({ quizId, id }));
  }

  @Post(':id/continuation')
  @Access('programme-admin')
  async goOn(@Param('quiz') quizId: string, @Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.mayConfirm(quizId, id, actor);
    await this.regrades.goOn(id, actor.accountId);
    return redirect(regradeHref({ quizId, id }));
  }

  @Post(':id/withdrawal')
  async discard(@Param('quiz') quizId: string, @Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.regrades.discard((await this.row(quizId, id)).id, actor.accountId);
    return redirect(regradesHref(quizId), { kind: 'success', key: 'assessment.regrade.discarded' });
  }

  /** Only whose units run every programme in which the quiz was taken. */
  private async mayConfirm(quizId: string, id: string, actor: Actor): Promise<void> {
    await this.row(quizId, id);
    const paths = scopePaths(actor, 'programme-admin');
    if ((await this.concerned.programmesOutside(quizId, paths)) > 0)
      throw new Forbidden('assessment.regrade-outside');
  }

  private async row(quizId: string, id: string) {
    const row = isUuid(quizId) && isUuid(id) ? await this.rows.find(quizId, id) : null;
    if (!row) throw new NotFound();
    return row;
  }

  private async place(id: string) {
    const quiz = isUuid(id) ? await this.db.manager.findOneBy(Quiz, { id }) : null;
    if (!quiz?.frozenAt) throw new NotFound();
    return placeView(quiz, await this.db.manager.findOneByOrFail(QuestionBank, { id: quiz.bankId }));
  }
}
