import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, parseInput, Scoped } from '#platform/http';
import { entryText } from '../chain/issuing-chain.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import { parseCode } from '../code/verification-code.js';
import { CheckLimits } from '../verification/check-limits.js';
import { Checkpoints } from './checkpoints.service.js';
import { consistencyInput, entriesInput } from './issuing-log.input.js';

/** What an independent checker asks for; entries hold salted commitments, nothing about people. */
@Controller('api/issuing-log')
@Access('public')
@Scoped('none')
export class IssuingLogApiController {
  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly log: IssuingLog,
    private readonly limits: CheckLimits,
  ) {}

  /** One shape and status 200, also for a code that was never issued. */
  @Get('proof/:code')
  async proof(@Param('code') code: string, @Req() request: FastifyRequest) {
    this.limits.take('look', request.ip);
    const parsed = parseCode(code);
    const proof = await this.checkpoints.proofOf(parsed.ok ? parsed.code : '');
    if (!proof) throw new NotFound();
    return proof;
  }

  /** Between the checkpoints of two days. */
  @Get('consistency')
  async consistency(@Query() query: unknown, @Req() request: FastifyRequest) {
    this.limits.take('look', request.ip);
    const { from, to } = parseInput(consistencyInput, query);
    const proof = await this.checkpoints.consistency(from, to);
    if (!proof) throw new NotFound();
    return proof;
  }

  /** One entry a line, as the leaves of the tree are made of them. */
  @Get('entries')
  async entries(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.limits.take('look', request.ip);
    const { start, end } = parseInput(entriesInput, query);
    reply.type('application/x-ndjson; charset=utf-8');
    const entries = await this.log.after(start, end - start);
    return entries.map((entry) => `${entryText(entry)}\n`).join('');
  }
}
