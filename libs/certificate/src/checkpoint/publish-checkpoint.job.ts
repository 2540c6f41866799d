import { Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { Checkpoints } from './checkpoints.service.js';

/** The first sweep of a day publishes its checkpoint. */
@Sweeps('certificate.publish-checkpoint')
@Injectable()
export class PublishCheckpoint implements Sweep {
  constructor(private readonly checkpoints: Checkpoints) {}

  /** Nothing was wrong when one is published, so nothing is reported as repaired. */
  async sweep(): Promise<number> {
    await this.checkpoints.publish();
    return 0;
  }
}
