import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, Scoped } from '#platform/http';
import { EXAMPLE_PICTURE, exampleDrawing } from '../question-types/examples.js';
import { QuestionPictures } from './question-pictures.service.js';

/** Pictures of questions, for those who write them and for those who were given the question. */
@Controller('question-pictures')
@Access('signed-in')
@Scoped('own')
export class QuestionPicturesController {
  constructor(private readonly pictures: QuestionPictures) {}

  @Get(':id')
  async show(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    reply
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('cross-origin-resource-policy', 'same-origin');
    if (id === EXAMPLE_PICTURE) {
      reply.type('image/svg+xml');
      return exampleDrawing();
    }
    const picture = await this.pictures.find(id);
    const writes = actor.grants.some(({ role }) => role === 'author' || role === 'programme-admin');
    if (!picture || !(writes || (await this.pictures.wasShownTo(id, actor.accountId)))) {
      reply.header('cache-control', 'no-store');
      throw new NotFound();
    }
    reply.type(picture.type);
    return this.pictures.open(picture);
  }
}
