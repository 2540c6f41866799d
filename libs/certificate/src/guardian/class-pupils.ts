import { Injectable } from '@nestjs/common';
import { type ClassRow, ClassScope } from '#enrolment';
import { Clock, localDay } from '#platform/clock';
import { type Actor, scopePaths } from '#platform/http';
import { GuardianConsentRows, type PupilsInSight } from './guardian-consents.repository.js';

/** Pupils of a class as far as somebody sees them: all for who runs it, else those of one's own units. */
@Injectable()
export class ClassPupils {
  constructor(
    readonly rows: GuardianConsentRows,
    private readonly classes: ClassScope,
    private readonly clock: Clock,
  ) {}

  /** Throws NotFound for a class out of sight. */
  async of(actor: Actor, classId: string): Promise<{ training: ClassRow; inSight: PupilsInSight }> {
    const training = await this.classes.get(classId, actor);
    const own = scopePaths(actor, 'unit-manager', 'programme-admin', 'registrar', 'system-admin');
    const unitPaths = training.owned ? null : own;
    return { training, inSight: { classId, today: localDay(this.clock.now()), unitPaths } };
  }
}
