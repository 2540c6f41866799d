import { Controller, Get, Param } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { Access, page, Scoped } from '#platform/http';
import { questionTypeCodes } from '../question-types/index.js';
import { examplesView } from './question.view.js';

/** What each type of question looks like, for those who write them. */
@Controller('authoring/question-types')
@Access('author', 'programme-admin')
@Scoped('all')
export class QuestionTypesController {
  @Get(':code')
  show(@Param('code') code: string) {
    if (!questionTypeCodes.includes(code)) throw new NotFound();
    return page('assessment/authoring/type-example', examplesView(code));
  }
}
