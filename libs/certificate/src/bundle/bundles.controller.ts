import { Body, Controller, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
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
import { isUuid } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { TaskRepository } from '#platform/tasks';
import { Bundles, DAYS_KEPT } from './bundles.repository.js';
import { bundlesView } from './bundles.view.js';
import { BundlesInSight } from './bundles-in-sight.js';
import { MAKE_BUNDLE } from './make-bundle.task.js';

const SHOWN = 20;
const asked = z.strictObject({
  kind: z.enum(['signed', 'print']),
  unit: z.union([z.literal(''), z.uuid()]).transform((id) => id || null),
});

/**
 * The files of a class, or of one unit in it, as issued in one ZIP, or as volumes for paper: all of them for those in
 * charge of the class, those of their own units for who manages these.
 */
@Controller('classes/:classId/certificates/bundles')
@Access('unit-manager', 'registrar', 'programme-admin', 'system-admin')
@Scoped('unit')
export class BundlesController {
  constructor(
    private readonly seen: BundlesInSight,
    private readonly bundles: Bundles,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get()
  async list(@Param('classId') classId: string, @CurrentActor() actor: Actor) {
    const { training, reach } = await this.seen.of(actor, classId);
    const [units, bundles, total] = await Promise.all([
      this.bundles.units(reach),
      this.bundles.list(reach, SHOWN),
      reach.unitPaths ? null : this.bundles.count(classId, null),
    ]);
    return page('certificate/bundle/index', {
      ...bundlesView(training, bundles, units, total),
      days: DAYS_KEPT,
    });
  }

  @Post()
  @Accepts(asked)
  async start(
    @Param('classId') classId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ) {
    const { reach } = await this.seen.of(actor, classId);
    const { kind, unit } = parseInput(asked, body);
    if (reach.unitPaths && !(await this.bundles.units(reach)).some(({ id }) => id === unit))
      throw new DomainError('certificate.bundle-empty');
    if ((await this.bundles.count(classId, unit)) === 0) throw new DomainError('certificate.bundle-empty');
    const bundleId = await inTransaction(this.db, async (tx) => {
      const id = await this.bundles.create(tx, { classId, unitId: unit, kind, requestedBy: actor.accountId });
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'certificate.make-bundle',
        subjectType: 'class',
        subjectId: classId,
        detail: { bundle: id, kind, unit },
      });
      return id;
    });
    const given = { classId, bundleId, locale: localeOf(request) };
    const taskId = await this.tasks.start(MAKE_BUNDLE, given, actor.accountId);
    await this.bundles.setTask(bundleId, taskId);
    return redirect(`/tasks/${taskId}`);
  }

  @Get(':bundleId/file')
  async file(
    @Param() at: { classId: string; bundleId: string },
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { training, reach } = await this.seen.of(actor, at.classId);
    const bundle = isUuid(at.bundleId) ? await this.bundles.find(reach, at.bundleId) : null;
    if (!bundle?.fileKey || !bundle.expiresAt || bundle.expiresAt < new Date()) throw new NotFound();
    const length = await this.storage.size(bundle.fileKey);
    if (length === null) throw new NotFound();
    await this.audit.record(this.db.manager, {
      actorId: actor.accountId,
      action: 'certificate.download-bundle',
      subjectType: 'class',
      subjectId: at.classId,
      detail: { bundle: bundle.id, certificates: bundle.certificates },
    });
    reply.header('cache-control', 'private, no-store');
    const name = `giay-chung-nhan-${training.code.replace(/[^\w.-]+/g, '-')}-${bundle.kind}.zip`;
    return new StreamableFile(this.storage.stream(bundle.fileKey), {
      type: 'application/zip',
      length,
      disposition: `attachment; filename="${name}"`,
    });
  }
}
