import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, Scoped, scopePaths } from '#platform/http';
import { byteRange } from './byte-range.js';
import { MediaFiles } from './media-files.js';
import { securityPolicyOf } from './security-policy.js';

/** Pictures, videos and PDFs. Those of published courses are open to all, as their pages are. */
@Controller('media')
@Access('public')
@Scoped('none')
export class MediaController {
  constructor(private readonly files: MediaFiles) {}

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Headers('range') range: string | undefined,
    @Headers('if-none-match') known: string | undefined,
    @CurrentActor() actor: Actor | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const file = await this.files.find(id, actor ? scopePaths(actor, 'author', 'programme-admin') : []);
    if (!file) throw new NotFound();
    reply
      .header('content-security-policy', securityPolicyOf(file.type))
      .header('cache-control', file.isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store')
      .header('etag', file.etag)
      .header('cross-origin-resource-policy', 'same-origin');
    if (known === file.etag) {
      reply.code(304);
      return '';
    }
    reply.type(file.type);
    if (file.type === 'application/pdf')
      reply.header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    if (!file.type.startsWith('video/')) return this.files.open(file);
    reply.header('accept-ranges', 'bytes');
    const part = byteRange(range, file.bytes);
    if (part === 'unsatisfiable') {
      reply.code(416).header('content-range', `bytes */${file.bytes}`);
      return '';
    }
    if (!part) {
      reply.header('content-length', file.bytes);
      return this.files.open(file);
    }
    reply
      .code(206)
      .header('content-range', `bytes ${part.start}-${part.end}/${file.bytes}`)
      .header('content-length', part.end - part.start + 1);
    return this.files.open(file, part);
  }
}
