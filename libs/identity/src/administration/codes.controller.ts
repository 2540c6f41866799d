import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { InvalidInput } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  Scoped,
} from '#platform/http';
import { shownCode } from '../one-time/one-time-code.js';
import { qrPath } from '../qr/qr-path.js';
import { unitChoice } from './account.input.js';
import { ActivationSheets } from './activation-sheets.js';
import { scopeOf } from './managed-accounts.js';
import { UnitAmbiguous, UnitChoice } from './unit-choice.js';

const sheetInput = z.strictObject({
  which: z.enum(['without-code', 'all']).default('without-code'),
  ...unitChoice,
});

/** Printed slips with one-time codes for the people of a unit who have not come yet. */
@Controller('admin/accounts/codes')
@Access('unit-manager', 'programme-admin', 'system-admin')
@Scoped('unit')
export class CodesController {
  constructor(
    private readonly sheets: ActivationSheets,
    private readonly choice: UnitChoice,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  form(@Query('unit') unit?: unknown) {
    return page('identity/administration/codes', {
      unit: typeof unit === 'string' ? unit : '',
      which: 'without-code',
    });
  }

  @Post()
  @Accepts(sheetInput)
  async print(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    try {
      const { which, ...typed } = parseInput(sheetInput, body);
      const unit = await this.choice.resolve(typed, scopeOf(actor));
      const sheet = await this.sheets.issue(actor, unit, which === 'without-code');
      if (sheet.slips.length === 0)
        throw new InvalidInput([{ field: 'unit', code: 'identity.nobody-waits' }]);
      return page('identity/administration/sheet', {
        unitName: unit.name,
        more: sheet.more,
        slips: sheet.slips.map(({ person, unitName, secret }) => ({
          name: person.fullName,
          jobTitle: person.jobTitle,
          unitName,
          signInName: person.signInName,
          code: shownCode(secret.code),
          page: secret.page,
          until: secret.expiresAt.toISOString(),
          qr: qrPath(secret.link),
        })),
      });
    } catch (error) {
      const candidates = error instanceof UnitAmbiguous ? error.candidates : [];
      const errors = this.formErrors.refusal(request, error);
      return page('identity/administration/codes', { ...body, candidates, errors }, 422);
    }
  }
}
