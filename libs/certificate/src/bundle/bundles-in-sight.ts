import { Injectable } from '@nestjs/common';
import { type ClassRow, ClassScope } from '#enrolment';
import { isWithin } from '#organisation';
import { Forbidden } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { CHOOSERS } from '../class-issuer/choosing-issuer.js';
import type { BundleReach } from './bundles.repository.js';

/** Whose papers of a class somebody may have: all for those in charge of it, else those of the units one manages. */
@Injectable()
export class BundlesInSight {
  constructor(private readonly classes: ClassScope) {}

  /** Throws {@link NotFound} for a class out of sight, {@link Forbidden} for who neither runs it nor manages a unit. */
  async of(actor: Actor, classId: string): Promise<{ training: ClassRow; reach: BundleReach }> {
    const training = await this.classes.get(classId, actor);
    const inCharge = training.owned || isWithin(training.ownerPath, scopePaths(actor, ...CHOOSERS));
    if (inCharge) return { training, reach: { classId, unitPaths: null } };
    const unitPaths = scopePaths(actor, 'unit-manager');
    if (unitPaths.length === 0) throw new Forbidden();
    return { training, reach: { classId, unitPaths } };
  }
}
