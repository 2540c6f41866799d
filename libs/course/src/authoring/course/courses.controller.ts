import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '#platform/errors';
import {
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { AuthorScope } from '../draft/author-scope.js';
import { audienceOptions } from './audience-options.js';
import { newCourse } from './course.input.js';
import { CourseList } from './course-list.js';
import { listView } from './course-list.view.js';
import { NewCourses } from './new-courses.js';

/** The courses of an author, and the beginning of a new one. */
@Controller('authoring/courses')
@Access('author', 'programme-admin')
@Scoped('unit')
export class CoursesController {
  constructor(
    private readonly list: CourseList,
    private readonly courses: NewCourses,
    private readonly scope: AuthorScope,
    private readonly words: Catalogue,
    private readonly forms: FormErrors,
  ) {}

  @Get()
  async index(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const t = this.words.for(localeOf(request));
    return page('course/authoring/course/list', listView(await this.list.of(actor), t));
  }

  @Get('new')
  async form(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    return this.show(actor, request, { tiet: '0' });
  }

  @Post()
  async create(
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    try {
      const id = await this.courses.create(actor, parseInput(newCourse, body));
      return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.created' });
    } catch (error) {
      if (error instanceof InvalidInput) return this.show(actor, request, body, error);
      throw error;
    }
  }

  private async show(
    actor: Actor,
    request: FastifyRequest,
    values: Record<string, unknown>,
    error?: InvalidInput,
  ) {
    const t = this.words.for(localeOf(request));
    const units = (await this.scope.units(actor)).map(({ id, name }) => ({ value: id, label: name }));
    const model = { values, units, audience: audienceOptions(values['audience'], t) };
    return page(
      'course/authoring/course/new',
      error ? { ...model, errors: this.forms.of(request, error.errors) } : model,
      error ? 422 : 200,
    );
  }
}
