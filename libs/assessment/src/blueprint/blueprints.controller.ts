import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CIRCULAR, Frameworks } from '#competency';
import { type FieldError, InvalidInput, NotFound } from '#platform/errors';
import {
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
import { folderChoices } from '../authoring/folder/folders.view.js';
import { Folders } from '../bank/folders.service.js';
import { QuestionBanks } from '../bank/question-banks.service.js';
import type { Blueprint } from './blueprint.entity.js';
import { blueprintView } from './blueprint.view.js';
import {
  type BlueprintDraft,
  blueprintForm,
  draftOf,
  formErrors,
  inputOf,
  shownRows,
} from './blueprint-form.js';
import { BlueprintTrials } from './blueprint-trials.js';
import { Blueprints } from './blueprints.service.js';

interface Place {
  bank: string;
  blueprint?: string;
}

/** Blueprints of a bank: what a form is made of, and what comes of it before anybody sits it. */
@Controller('authoring/banks/:bank/blueprints')
@Access('author', 'programme-admin')
@Scoped('all')
export class BlueprintsController {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly blueprints: Blueprints,
    private readonly trials: BlueprintTrials,
    private readonly folders: Folders,
    private readonly frameworks: Frameworks,
    private readonly forms: FormErrors,
  ) {}

  @Get()
  async list(@Param() { bank: id }: Place) {
    const bank = await this.banks.require(id);
    const home = `/authoring/banks/${bank.id}`;
    const found = await this.blueprints.list(bank.id);
    return page('assessment/blueprint/blueprints', {
      bank: { title: bank.title, href: home },
      newHref: `${home}/blueprints/new`,
      enemiesHref: `${home}/enemies`,
      blueprints: found.map((each) => ({ ...each, href: `${home}/blueprints/${each.id}` })),
    });
  }

  @Get('new')
  blank(@Param() place: Place, @Req() request: FastifyRequest) {
    return this.form(place, { title: '', rows: [] }, request);
  }

  @Post()
  async create(
    @Param() place: Place,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const bank = await this.banks.require(place.bank);
    return this.saving(place, body, request, (input) =>
      this.blueprints.create(bank.id, input, actor.accountId),
    );
  }

  @Get(':blueprint')
  async show(@Param() place: Place) {
    const bank = await this.banks.require(place.bank);
    const blueprint = await this.blueprint(place);
    const [found, framework, folders] = await Promise.all([
      this.trials.of(blueprint),
      this.frameworks.find(CIRCULAR),
      this.folders.list(bank.id),
    ]);
    return page(
      'assessment/blueprint/blueprint',
      blueprintView(bank, blueprint, { ...found, framework }, folders),
    );
  }

  @Get(':blueprint/edit')
  async edit(@Param() place: Place, @Req() request: FastifyRequest) {
    const { title, rows } = await this.blueprint(place);
    return this.form(place, draftOf(title, rows), request);
  }

  @Post(':blueprint')
  async change(
    @Param() place: Place,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const { bankId, id } = await this.blueprint(place);
    return this.saving(place, body, request, async (input) => {
      await this.blueprints.change(bankId, id, input, actor.accountId);
      return id;
    });
  }

  @Post(':blueprint/removal')
  async remove(@Param() place: Place, @CurrentActor() actor: Actor) {
    const { bankId, id } = await this.blueprint(place);
    await this.blueprints.remove(bankId, id, actor.accountId);
    return redirect(`/authoring/banks/${bankId}/blueprints`, {
      kind: 'success',
      key: 'assessment.blueprint.removed',
    });
  }

  /** “More rows” shows the form again and saves nothing. */
  private async saving(
    place: Place,
    body: unknown,
    request: FastifyRequest,
    save: (input: ReturnType<typeof inputOf>['input']) => Promise<string>,
  ) {
    const draft = parseInput(blueprintForm, body);
    if (draft.action === 'more') return this.form(place, draft, request);
    const { input, places } = inputOf(draft);
    try {
      const id = await save(input);
      return redirect(`/authoring/banks/${place.bank}/blueprints/${id}`, {
        kind: 'success',
        key: 'assessment.blueprint.saved',
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return this.form(place, draft, request, formErrors(error.errors, places));
    }
  }

  private async form(
    place: Place,
    draft: BlueprintDraft,
    request: FastifyRequest,
    errors: FieldError[] = [],
  ) {
    const bank = await this.banks.require(place.bank);
    const home = `/authoring/banks/${bank.id}`;
    const [framework, folders, tags] = await Promise.all([
      this.frameworks.find(CIRCULAR),
      this.folders.list(bank.id),
      this.banks.tags(bank.id),
    ]);
    const model = {
      bank: { title: bank.title, href: home },
      listHref: `${home}/blueprints`,
      action: place.blueprint ? `${home}/blueprints/${place.blueprint}` : `${home}/blueprints`,
      isNew: !place.blueprint,
      values: { title: draft.title },
      rows: shownRows(draft.rows),
      components: [...(framework?.components.values() ?? [])].map(({ code, name }) => ({
        value: code,
        label: `${code} ${name}`,
      })),
      folders: folderChoices(folders),
      tags: tags.map(({ tag }) => ({ value: tag, label: tag })),
      errors: errors.length > 0 ? this.forms.of(request, errors) : null,
    };
    return page('assessment/blueprint/form', model, errors.length > 0 ? 422 : 200);
  }

  private async blueprint({ bank, blueprint }: Place): Promise<Blueprint> {
    if (!isUuid(bank) || !blueprint || !isUuid(blueprint)) throw new NotFound();
    return this.blueprints.find(bank, blueprint);
  }
}
