import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { groupOf } from './group-of.js';
import { exemptionInput, requirementInput, ruleInput } from './rule.input.js';
import { GROUPS } from './rule.policy.js';
import { groupView, ruleState } from './rule.view.js';
import { type Rule, RuleBook } from './rule-book.js';
import { RulePage } from './rule-page.js';
import { Rules } from './rules.js';

const HOME = '/admin/recognition-rules';
const WRITES = ['system-admin', 'programme-admin'] as const;
type Form = Record<string, string | string[]>;

/** By which rules universal digital skills are confirmed. Without one in force nobody is. */
@Controller('admin/recognition-rules')
@Access('system-admin', 'programme-admin', 'unit-manager', 'auditor')
@Scoped('all')
export class RulesController {
  constructor(
    private readonly book: RuleBook,
    private readonly rules: Rules,
    private readonly pages: RulePage,
    private readonly formErrors: FormErrors,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    const today = await this.book.today();
    const groups = await Promise.all(
      GROUPS.map(async (group) => {
        const rules = await this.book.list(group);
        return {
          ...groupView(group),
          draftAction: rules.some((rule) => rule.status === 'draft')
            ? null
            : `${HOME}/groups/${group}/drafts`,
          rules: rules.map((rule) => ({
            ...rule,
            ...{ state: ruleState(rule, today), href: `${HOME}/${rule.id}` },
          })),
        };
      }),
    );
    return page('recognition/rule/list', { groups, mayWrite: hasRole(actor, ...WRITES) });
  }

  @Post('groups/:group/drafts')
  @Access(...WRITES)
  async draft(@Param('group') name: string, @CurrentActor() actor: Actor) {
    const id = await this.rules.draft(groupOf(name), actor.accountId);
    return redirect(`${HOME}/${id}`, { kind: 'success', key: 'recognition.rule.drafted' });
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.page(await this.book.get(id), actor, request);
  }

  @Post(':id')
  @Access(...WRITES)
  @Accepts(ruleInput)
  save(
    @Param('id') id: string,
    @Body() body: Form,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.change(id, ruleInput, body, actor, request, (input) =>
      this.rules.save(id, input, actor.accountId),
    );
  }

  @Post(':id/requirements')
  @Access(...WRITES)
  @Accepts(requirementInput)
  require(
    @Param('id') id: string,
    @Body() body: Form,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.change(id, requirementInput, body, actor, request, (input) =>
      this.rules.require(id, input, actor.accountId),
    );
  }

  @Post(':id/exemptions')
  @Access(...WRITES)
  @Accepts(exemptionInput)
  exempt(
    @Param('id') id: string,
    @Body() body: Form,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.change(id, exemptionInput, body, actor, request, (input) =>
      this.rules.exempt(id, input, actor.accountId),
    );
  }

  @Post(':id/parts/:partId/removal')
  @Access(...WRITES)
  async drop(@Param('id') id: string, @Param('partId') partId: string, @CurrentActor() actor: Actor) {
    await this.rules.drop(id, partId, actor.accountId);
    return redirect(`${HOME}/${id}`, { kind: 'success', key: 'recognition.rule.saved' });
  }

  @Post(':id/removal')
  @Access(...WRITES)
  async discard(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.rules.discard(id, actor.accountId);
    return redirect(HOME, { kind: 'success', key: 'recognition.rule.discarded' });
  }

  @Post(':id/approval')
  @Access('system-admin')
  async approve(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.rules.approve(id, actor.accountId);
    return redirect(`${HOME}/${id}`, { kind: 'success', key: 'recognition.rule.approved' });
  }

  private async change<T>(
    id: string,
    schema: ZodType<T>,
    body: Form,
    actor: Actor,
    request: FastifyRequest,
    work: (input: T) => Promise<void>,
  ) {
    try {
      await work(parseInput(schema, body));
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return this.page(await this.book.get(id), actor, request, { body, errors });
    }
    return redirect(`${HOME}/${id}`, { kind: 'success', key: 'recognition.rule.saved' });
  }

  private async page(
    rule: Rule,
    actor: Actor,
    request: FastifyRequest,
    refused?: { body: Form; errors: unknown },
  ) {
    const t = this.catalogue.for(localeOf(request));
    const model = await this.pages.model(rule, actor, t, refused?.body);
    return page('recognition/rule/show', { ...model, errors: refused?.errors ?? null }, refused ? 422 : 200);
  }
}
