import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CourseReader } from '#course';
import { Access, type Actor, CurrentActor, localeOf, page, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { Openings } from '../course-page/openings.js';
import { Learning } from '../learning/learning.js';
import { LearnerProfiles } from './learner-profile.js';
import { myLearningView } from './my-learning.view.js';

/** “Việc học của tôi”. */
@Controller('my-learning')
@Access('signed-in')
@Scoped('own')
export class MyLearningController {
  constructor(
    private readonly learning: Learning,
    private readonly profiles: LearnerProfiles,
    private readonly openings: Openings,
    private readonly courses: CourseReader,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const [all, profile] = await Promise.all([
      this.learning.all(actor.accountId),
      this.profiles.find(actor.accountId),
    ]);
    const joined = all.map(({ mine }) => mine.courseId);
    const openings = await this.openings.toJoin(joined);
    const courseIds = [...new Set(openings.map((each) => each.courseId))];
    const found = await Promise.all(courseIds.map((id) => this.courses.publishedByCourse(id)));
    const suggestions = found.filter((each) => each !== null);
    const t = this.catalogue.for(localeOf(request));
    return page(
      'enrolment/my-learning/my-learning',
      myLearningView({ name: actor.name, profile, all, suggestions }, t),
    );
  }
}
