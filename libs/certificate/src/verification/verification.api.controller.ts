import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, Scoped } from '#platform/http';
import { CheckLimits } from './check-limits.js';
import { Verifications } from './verifications.service.js';

/** The same answer for programs: one shape and status 200, whatever the state. */
@Controller('api/verify')
@Access('public')
@Scoped('none')
export class VerificationApiController {
  constructor(
    private readonly verifications: Verifications,
    private readonly limits: CheckLimits,
  ) {}

  @Get(':code')
  show(@Param('code') code: string, @Req() request: FastifyRequest) {
    this.limits.take('look', request.ip);
    return this.verifications.byCode(code);
  }
}
