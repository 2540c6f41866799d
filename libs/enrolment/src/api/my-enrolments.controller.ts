import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Access, type Actor, CurrentActor, Scoped } from '#platform/http';
import { Examinations } from '../examination/examinations.js';
import { Learning } from '../learning/learning.js';
import { expectNoInput } from '../learning/no-input.js';
import { Progress } from '../progress/progress.js';
import { enrolmentDetailJson, enrolmentJson } from './my-enrolments.view.js';

/** The signed-in person's enrolments for programs: the same rules as the pages, behind the same services. */
@Controller('api/my/enrolments')
@Access('signed-in')
@Scoped('own')
export class MyEnrolmentsController {
  constructor(
    private readonly learning: Learning,
    private readonly progress: Progress,
    private readonly examinations: Examinations,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return { enrolments: (await this.learning.all(actor.accountId)).map(enrolmentJson) };
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return enrolmentDetailJson(await this.learning.of(actor.accountId, id));
  }

  @Post(':id/lessons/:slug/completion')
  @HttpCode(200)
  async completeLesson(
    @Param('id') id: string,
    @Param('slug') slug: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ) {
    expectNoInput(body);
    await this.progress.completeLesson(actor.accountId, id, slug);
    return enrolmentDetailJson(await this.learning.of(actor.accountId, id));
  }

  @Post(':id/attempts')
  @HttpCode(201)
  startExamination(@Param('id') id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    expectNoInput(body);
    return this.examinations.start(actor, id);
  }
}
