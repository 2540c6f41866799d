import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { DomainError } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { differenceBetween } from '../document/difference.js';
import { versionView } from '../framework/framework.view.js';
import { FrameworkVersions } from './framework-versions.js';
import { MappingReview } from './mapping-review.js';
import { differenceView, mappingsView } from './review.view.js';
import { VersionPublication } from './version-publication.js';

interface At {
  code: string;
  version: string;
}

const SUCCESSOR = 'successor.';

/** A version beside the one in force: what changes, what happens to what is mapped, and bringing it into force. */
@Controller('admin/frameworks/:code/versions/:version')
@Access('system-admin')
@Scoped('all')
export class ReviewController {
  constructor(
    private readonly versions: FrameworkVersions,
    private readonly mappings: MappingReview,
    private readonly publication: VersionPublication,
  ) {}

  @Get('review')
  async review(@Param() at: At) {
    const version = await this.versions.get(at.code, at.version);
    const inForce = await this.versions.inForce(at.code);
    const draft = await this.versions.document(version.id);
    const before = inForce && (await this.versions.document(inForce.id));
    const gone = version.status === 'draft' ? await this.mappings.gone(inForce, before, draft) : [];
    return page('competency/version/review', {
      framework: versionView(version),
      inForce: inForce && versionView(inForce),
      isFirst: inForce === null,
      difference: differenceView(differenceBetween(before, draft)),
      mappings: mappingsView(gone, draft),
    });
  }

  @Post('mappings')
  async decide(@Param() at: At, @Body() body: Record<string, string>, @CurrentActor() actor: Actor) {
    const chosen = Object.entries(body).filter(([name]) => name.startsWith(SUCCESSOR));
    const successors = new Map(chosen.map(([name, value]) => [name.slice(SUCCESSOR.length), String(value)]));
    await this.publication.decide(at.code, at.version, successors, actor.accountId);
    return redirect(this.reviewOf(at), { kind: 'success', key: 'competency.review.mappings-saved' });
  }

  @Post('publication')
  async publish(@Param() at: At, @CurrentActor() actor: Actor) {
    try {
      await this.publication.publish(at.code, at.version, actor.accountId);
    } catch (error) {
      if (!(error instanceof DomainError) || error.status !== 409) throw error;
      return redirect(this.reviewOf(at), {
        kind: 'error',
        key: `errors.${error.code}`,
        params: error.params,
      });
    }
    const params = { version: at.version };
    return redirect(`/admin/frameworks/${at.code}`, {
      kind: 'success',
      key: 'competency.review.published',
      params,
    });
  }

  @Post('deletion')
  async discard(@Param() at: At, @CurrentActor() actor: Actor) {
    await this.publication.discard(at.code, at.version, actor.accountId);
    return redirect('/admin/frameworks', { kind: 'success', key: 'competency.review.discarded' });
  }

  private reviewOf = ({ code, version }: At) => `/admin/frameworks/${code}/versions/${version}/review`;
}
