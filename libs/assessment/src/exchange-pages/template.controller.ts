import { Controller, Get, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access, Scoped } from '#platform/http';
import { FORMATS } from '../exchange/formats.js';
import { writeQuestions } from '../exchange/write-questions.js';
import { examplesOf } from '../question-types/examples.js';
import { questionTypes } from '../question-types/index.js';

/** A workbook to write questions in, with an example of each type that it can hold. */
@Controller('authoring/question-template.xlsx')
@Access('author', 'programme-admin')
@Scoped('all')
export class TemplateController {
  @Get()
  async template(@Res({ passthrough: true }) reply: FastifyReply) {
    const examples = questionTypes.flatMap((type) => {
      const [example] = examplesOf(type.code);
      if (!example) return [];
      return {
        ...{ externalId: `vi-du-${type.code}`, type: type.code, stem: example.stem },
        ...{ body: type.body.parse(example.body) as object, explanation: null, componentCode: null },
        ...{ level: null, difficulty: 2, lessonSlug: null, tags: [] },
      };
    });
    const { file } = await writeQuestions('xlsx', examples);
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(file, {
      type: FORMATS['xlsx']!.mediaType,
      disposition: 'attachment; filename="mau-cau-hoi.xlsx"',
    });
  }
}
