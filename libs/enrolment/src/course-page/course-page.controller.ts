import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { CoursePages } from './course-pages.js';
import { SelfEnrolment } from './self-enrolment.js';

const enrolInput = z.strictObject({ classId: z.uuid() });

/** The page of a course, and enrolling oneself from it. */
@Controller('courses/:slug')
export class CoursePageController {
  constructor(
    private readonly pages: CoursePages,
    private readonly selfEnrolment: SelfEnrolment,
  ) {}

  @Get()
  @Access('public')
  async show(
    @Param('slug') slug: string,
    @CurrentActor() actor: Actor | null,
    @Req() request: FastifyRequest,
  ) {
    return page('enrolment/course-page/course-page', await this.pages.find(slug, actor, localeOf(request)));
  }

  @Post('enrolments')
  @Access('signed-in')
  @Scoped('own')
  @Accepts(enrolInput)
  async enrol(@Param('slug') slug: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { classId } = parseInput(enrolInput, body);
    try {
      const { created } = await this.selfEnrolment.enrol(actor.accountId, slug, classId);
      const key = created ? 'enrolment.flash.enrolled' : 'enrolment.flash.enrolled-before';
      return redirect(`/courses/${slug}`, { kind: created ? 'success' : 'info', key });
    } catch (error) {
      if (!(error instanceof DomainError) || error.status === 404) throw error;
      return redirect(`/courses/${slug}`, {
        kind: 'error',
        key: `errors.${error.code}`,
        params: error.params,
      });
    }
  }
}
