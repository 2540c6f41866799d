import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG, type Config } from '#platform/config';
import { NotFound } from '#platform/errors';
import { Accepts, Access, parseInput, Scoped } from '#platform/http';
import { Accounts } from '../account/accounts.js';
import { Entrance } from '../sign-in/entrance.js';
import { DEMO_PEOPLE } from './demo-people.js';

const demoInput = z.strictObject({ role: z.enum(DEMO_PEOPLE.map((person) => person.role)) });

/** One click instead of a password. Composed into the application in demo mode only. */
@Controller('sign-in/demo')
@Scoped('none')
export class DemoDoorController {
  constructor(
    private readonly accounts: Accounts,
    private readonly entrance: Entrance,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @Access('public')
  @Accepts(demoInput)
  async enter(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ) {
    if (!this.config.demo) throw new NotFound();
    const { role } = parseInput(demoInput, body);
    const person = DEMO_PEOPLE.find((each) => each.role === role);
    const accountId = person && (await this.accounts.findByUsername(person.username));
    if (!accountId) throw new NotFound();
    return this.entrance.admit(request, reply, { accountId, way: 'demo', needsCode: false });
  }
}
