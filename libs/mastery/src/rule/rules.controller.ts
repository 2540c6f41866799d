import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '#platform/errors';
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
} from '#platform/http';
import { AwardRules, type RuleRow } from './award-rules.js';
import { ComponentOptions } from './component-options.js';
import { ruleInput } from './rule.input.js';

const STATES = { draft: 'attention', approved: 'done', retired: 'plain' };

/** By which rules a level of the framework is awarded. Nothing is awarded without an approved one. */
@Controller('admin/award-rules')
@Access('system-admin', 'programme-admin', 'registrar', 'auditor')
@Scoped('all')
export class RulesController {
  constructor(
    private readonly rules: AwardRules,
    private readonly components: ComponentOptions,
    private readonly errors: FormErrors,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    const rules = (await this.rules.list()).map((rule) => ruleView(rule, actor.accountId));
    return page('mastery/rule/list', { rules, mayManage: hasRole(actor, 'system-admin') });
  }

  @Get('new')
  @Access('system-admin')
  async form(@Req() request: FastifyRequest) {
    return this.show(request, { basis: 'examination' });
  }

  @Post()
  @Access('system-admin')
  @Accepts(ruleInput)
  async propose(
    @Body() body: Record<string, string>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    try {
      await this.rules.propose(parseInput(ruleInput, withoutToken(body)), actor.accountId);
    } catch (error) {
      if (error instanceof InvalidInput) return this.show(request, body, error);
      throw error;
    }
    return redirect('/admin/award-rules', { kind: 'success', key: 'mastery.rule.proposed' });
  }

  @Post(':id/approval')
  @Access('system-admin')
  async approve(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.rules.approve(id, actor.accountId);
    return redirect('/admin/award-rules', { kind: 'success', key: 'mastery.rule.approved' });
  }

  @Post(':id/retirement')
  @Access('system-admin')
  async retire(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.rules.retire(id, actor.accountId);
    return redirect('/admin/award-rules', { kind: 'success', key: 'mastery.rule.retired' });
  }

  private async show(request: FastifyRequest, values: Record<string, string>, refused?: InvalidInput) {
    const courses = (await this.rules.courses()).map(({ id, title }) => ({ value: id, label: title }));
    const model = {
      values,
      courses,
      components: await this.components.groups(),
      levels: Array.from({ length: 8 }, (_, index) => ({ value: String(index + 1), level: index + 1 })),
      errors: refused ? this.errors.of(request, refused.errors) : null,
    };
    return page('mastery/rule/new', model, refused ? 422 : 200);
  }
}

const withoutToken = ({ _csrf: _, ...rest }: Record<string, string>) => rest;

function ruleView(rule: RuleRow, viewerId: string) {
  return {
    ...rule,
    state: { kind: STATES[rule.status], label: `mastery.rule.status.${rule.status}` },
    isDraft: rule.status === 'draft',
    isOwn: !rule.demonstration && rule.createdBy === viewerId,
    isApproved: rule.status === 'approved',
    byExamination: rule.basis === 'examination',
    action: `/admin/award-rules/${rule.id}`,
  };
}
