import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
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
} from '#platform/http';
import { ProgrammeScope } from '../programmes/programme-scope.js';
import { Targets } from './targets.js';

const targetsInput = z.strictObject({ lines: z.string().max(500_000, 'input.invalid').default('') });

/** How many people each unit is to bring to completion in a programme, pasted from a sheet. */
@Controller('programmes/:id/targets')
@Access('programme-admin', 'system-admin')
@Scoped('unit')
export class TargetsController {
  constructor(
    private readonly programmes: ProgrammeScope,
    private readonly targets: Targets,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async edit(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const programme = await this.programmes.toRun(id, actor);
    const rows = await this.targets.of(id, [programme.unitPath]);
    const lines = rows.map(({ unit, people }) => `${unit.code}\t${unit.name}\t${people}`).join('\n');
    return page('enrolment/targets/form', { programme, lines });
  }

  @Post()
  @Accepts(targetsInput)
  async save(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const programme = await this.programmes.toRun(id, actor);
    try {
      const count = await this.targets.replace(actor, programme, parseInput(targetsInput, body).lines);
      return redirect(`/programmes/${id}`, { kind: 'success', key: 'targets.saved', params: { count } });
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('enrolment/targets/form', { programme, lines: body['lines'], errors }, 422);
    }
  }
}
