import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput } from '#platform/errors';
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
  Uploads,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { MediaLibrary } from '../../media/media-library.js';
import type { CourseVersion } from '../../version/course-version.entity.js';
import { Drafts } from '../draft/drafts.js';
import { audienceOptions } from './audience-options.js';
import { courseDetails, takeSkills } from './course.input.js';
import { SkillChoices } from './skill-choices.js';
import { linesOfSources } from './source-lines.js';

/** What a course says of itself: title, summary, audience, outcomes, skills, cover. */
@Controller('authoring/courses/:id')
@Access('author', 'programme-admin')
@Scoped('unit')
export class DetailsController {
  constructor(
    private readonly drafts: Drafts,
    private readonly skills: SkillChoices,
    private readonly media: MediaLibrary,
    private readonly uploads: Uploads,
    private readonly words: Catalogue,
    private readonly forms: FormErrors,
  ) {}

  @Get('details')
  async form(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const draft = await this.drafts.require(actor, id);
    return this.show(request, draft, valuesOf(draft), draft.skills);
  }

  @Post('details')
  async save(
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const { skills, rest } = takeSkills(body);
    try {
      const { revision, ...details } = parseInput(courseDetails, rest);
      await this.drafts.change(actor, id, (draft) => {
        if (!draft.isAsSeen(revision)) throw new DomainError('course.edited-meanwhile');
        draft.edit({ ...details, skills });
      });
      return redirect(`/authoring/courses/${id}`, { kind: 'success', key: 'course.authoring.saved' });
    } catch (error) {
      const draft = await this.drafts.require(actor, id);
      if (error instanceof InvalidInput) return this.show(request, draft, rest, skills, { error });
      // What they typed stays in the form; saving again is their decision.
      if (error instanceof DomainError && error.code === 'course.edited-meanwhile')
        return this.show(request, draft, { ...rest, revision: draft.revision }, skills, {
          conflict: draft.editedAt,
        });
      throw error;
    }
  }

  @Post('cover')
  async cover(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { file } = await this.uploads.read(request);
    try {
      if (!file) throw new DomainError('course.file-missing', {}, 422);
      await this.drafts.change(actor, id, async (draft, tx) => {
        draft.requireDraft();
        draft.coverMediaId = (await this.media.add(tx, id, 'picture', file, actor.accountId)).id;
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.status < 413) throw error;
      return redirect(`/authoring/courses/${id}/details#cover`, {
        ...{ kind: 'error', key: `errors.${error.code}`, params: error.params },
      });
    }
    return redirect(`/authoring/courses/${id}/details#cover`, {
      kind: 'success',
      key: 'course.authoring.saved',
    });
  }

  @Post('cover/deletion')
  async removeCover(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.drafts.change(actor, id, (draft) => {
      draft.coverMediaId = null;
    });
    return redirect(`/authoring/courses/${id}/details#cover`, {
      kind: 'success',
      key: 'course.authoring.saved',
    });
  }

  private async show(
    request: FastifyRequest,
    draft: CourseVersion,
    values: Record<string, unknown>,
    chosen: CourseVersion['skills'],
    trouble: { error?: InvalidInput; conflict?: Date } = {},
  ) {
    const t = this.words.for(localeOf(request));
    const model = {
      base: `/authoring/courses/${draft.courseId}`,
      courseTitle: draft.title,
      values,
      audience: audienceOptions(values['audience'], t),
      skillGroups: await this.skills.groups(chosen, t),
      cover: draft.coverMediaId && `/media/${draft.coverMediaId}`,
      conflict: trouble.conflict ?? null,
      errors: trouble.error ? this.forms.of(request, trouble.error.errors) : null,
    };
    const status = trouble.error ? 422 : trouble.conflict ? 409 : 200;
    return page('course/authoring/course/details', model, status);
  }
}

const valuesOf = (draft: CourseVersion) => ({
  title: draft.title,
  summary: draft.summary,
  audience: draft.audience,
  tiet: draft.tiet,
  outcomes: draft.outcomes.join('\n'),
  sources: linesOfSources(draft.sources),
  revision: draft.revision,
});
