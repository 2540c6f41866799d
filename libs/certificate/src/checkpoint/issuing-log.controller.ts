import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, page, Scoped } from '#platform/http';
import { CheckpointRows } from './checkpoints.repository.js';

const PER_PAGE = 60;

/** The published checkpoints of the issuing log, for everybody to keep. */
@Controller('issuing-log')
@Access('public')
@Scoped('none')
export class IssuingLogController {
  constructor(private readonly rows: CheckpointRows) {}

  @Get()
  async index(@Query('page') wanted: unknown) {
    const number = /^\d{1,4}$/.test(String(wanted)) ? Math.max(1, Number(wanted)) : 1;
    const found = await this.rows.page((number - 1) * PER_PAGE, PER_PAGE + 1);
    const checkpoints = found.slice(0, PER_PAGE).map(({ day, size, root, madeAt }) => ({
      day,
      size,
      root: root.toString('base64'),
      madeAt,
      href: `/issuing-log/${day}`,
    }));
    return page('certificate/checkpoint/index', {
      checkpoints,
      verifierKey: (await this.rows.latest())?.verifierKey ?? null,
      newer: number > 1 ? `/issuing-log?page=${number - 1}` : null,
      older: found.length > PER_PAGE ? `/issuing-log?page=${number + 1}` : null,
    });
  }

  /** The signed note of a day, or `latest`, as text to keep. */
  @Get(':day')
  async show(@Param('day') day: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const isDay =
      /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)$|^\d{4}-(0[13-9]|1[0-2])-30$|^\d{4}-(0[13578]|1[02])-31$/;
    const found =
      day === 'latest' ? await this.rows.latest() : isDay.test(day) ? await this.rows.of(day) : null;
    if (!found) throw new NotFound();
    reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="issuing-log-${found.day}.txt"`)
      .header('access-control-allow-origin', '*');
    return found.note;
  }
}
