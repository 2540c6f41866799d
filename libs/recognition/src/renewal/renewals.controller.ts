import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Access, type Actor, CurrentActor, page, parseInput, Scoped, scopePaths } from '#platform/http';
import { pagesOf } from '#platform/views';
import { READS } from '../decision/reads.js';
import { RENEWAL_DAYS } from './renewal.policy.js';
import { Renewals } from './renewals.js';

const PAGE = 50;
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1) });

/** Whose confirmation ends soon: whom the unit reminds to apply again. */
@Controller('recognitions/renewals')
@Access(...READS)
@Scoped('unit')
export class RenewalsController {
  constructor(private readonly renewals: Renewals) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Query() given: unknown) {
    const { page: number } = parseInput(query, given);
    const scope = scopePaths(actor, ...READS);
    const [total, rows] = await Promise.all([
      this.renewals.count(scope),
      this.renewals.endingSoon(scope, PAGE, (number - 1) * PAGE),
    ]);
    return page('recognition/renewal/list', {
      days: RENEWAL_DAYS,
      rows: rows.map((row) => ({
        ...row,
        groupLabel: `recognition.group.${row.group}`,
        href: `/recognitions/confirmations/${row.id}`,
      })),
      pages: total > PAGE && pagesOf(total, PAGE, number, (each) => `/recognitions/renewals?page=${each}`),
    });
  }
}
