import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  Scoped,
  scopePaths,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { AREAS } from './audit-areas.js';
import { AuditLogRepository, type AuditRow } from './audit-log.repository.js';
import { AuditWords } from './audit-words.js';

const PAGE = 50;
const CONTEXTS = Object.keys(AREAS);
const day = z.iso.date().optional().catch(undefined);
const query = z.object({
  context: z.enum(CONTEXTS).optional().catch(undefined),
  account: z.uuid().optional().catch(undefined),
  from: day,
  until: day,
  before: z.uuid().optional().catch(undefined),
});

/** The record of who did what, for those who check. */
@Controller('admin/audit')
@Access('auditor', 'system-admin')
@Scoped('unit')
export class AuditLogController {
  constructor(
    private readonly repository: AuditLogRepository,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Query() given: unknown) {
    const { context, account, from, until, before } = parseInput(query, given);
    const rows = await this.repository.search({
      scope: scopePaths(actor, 'auditor', 'system-admin'),
      beginnings: context ? AREAS[context] : undefined,
      accountId: account,
      from,
      until,
      before,
      limit: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const filters = Object.entries({ context, account, from, until }).filter(([, value]) => value) as [
      string,
      string,
    ][];
    const last = rows.length > PAGE ? shown.at(-1)?.id : undefined;
    const words = new AuditWords((key) => this.catalogue.has(key), this.catalogue.for(localeOf(request)));
    return page('identity/audit-log/list', {
      rows: shown.map((row) => rowView(row, words)),
      contexts: CONTEXTS.map((value) => ({ value, label: `identity.audit.context.${value}` })),
      context,
      account,
      from,
      until,
      filtered: filters.length > 0,
      older: last ? `/admin/audit?${new URLSearchParams([...filters, ['before', last]])}` : null,
      newest: before ? `/admin/audit?${new URLSearchParams(filters)}` : null,
    });
  }
}

const rowView = (row: AuditRow, words: AuditWords) => ({
  at: row.at.toISOString(),
  action: words.action(row),
  actor: row.actorName,
  actorHref: row.actorId && `/admin/audit?account=${row.actorId}`,
  bySystem: row.actorId === null,
  subject: row.subjectName,
  subjectHref: row.subjectName && `/admin/audit?account=${row.subjectId}`,
  subjectType: words.subject(row),
  detail: words.detail(row),
});
