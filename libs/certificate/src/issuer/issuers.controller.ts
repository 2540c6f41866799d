import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Units } from '#organisation';
import { DomainError, InvalidInput } from '#platform/errors';
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
  scopePaths,
} from '#platform/http';
import { issuerInput, newIssuerInput } from './issuer.input.js';
import { issuerView } from './issuer.view.js';
import { Issuers } from './issuers.service.js';

/** Issuers of one's units. */
@Controller('admin/issuers')
@Access('system-admin', 'registrar')
@Scoped('unit')
export class IssuersController {
  constructor(
    private readonly issuers: Issuers,
    private readonly units: Units,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return page('certificate/issuer/list', { issuers: await this.issuers.list(scopeOf(actor)) });
  }

  @Get('new')
  blank() {
    return page('certificate/issuer/form', { isNew: true, action: '/admin/issuers', printsScore: true });
  }

  @Post()
  @Accepts(newIssuerInput)
  async create(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    try {
      await this.issuers.create(scopeOf(actor), parseInput(newIssuerInput, body), actor.accountId);
    } catch (error) {
      return this.again(request, body, error, { isNew: true, action: '/admin/issuers' });
    }
    return redirect('/admin/issuers', { kind: 'success', key: 'certificate.issuer.created' });
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const issuer = await this.issuers.get(scopeOf(actor), id);
    const unit = await this.units.find(issuer.ownerUnitId);
    return page('certificate/issuer/form', issuerView(issuer, unit?.name ?? ''));
  }

  @Post(':id')
  @Accepts(issuerInput)
  async change(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const scope = scopeOf(actor);
    const issuer = await this.issuers.get(scope, id);
    try {
      await this.issuers.change(scope, id, parseInput(issuerInput, body), actor.accountId);
    } catch (error) {
      const unit = await this.units.find(issuer.ownerUnitId);
      const action = `/admin/issuers/${issuer.id}`;
      return this.again(request, body, error, { action, code: issuer.code, unit: unit?.name });
    }
    return redirect('/admin/issuers', { kind: 'success', key: 'certificate.issuer.changed' });
  }

  private again(request: FastifyRequest, body: Record<string, unknown>, error: unknown, more: object) {
    const stale = error instanceof DomainError && error.code === 'certificate.issuer-changed';
    if (!(error instanceof InvalidInput) && !stale) throw error;
    const found = error instanceof InvalidInput ? error.errors : [{ field: 'name', code: error.code }];
    const typed = Object.fromEntries(Object.entries(body ?? {}).filter(([, v]) => typeof v === 'string'));
    return page(
      'certificate/issuer/form',
      { ...typed, ...more, errors: this.formErrors.of(request, found) },
      stale ? 409 : 422,
    );
  }
}

const scopeOf = (actor: Actor) => scopePaths(actor, 'system-admin', 'registrar');
