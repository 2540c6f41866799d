import { Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { Accommodations } from './accommodations.service.js';

/** An attempt that started while extra time was being granted may have missed it. */
@Sweeps('assessment.extra-time-forgotten')
@Injectable()
export class ExtraTimeForgotten implements Sweep {
  constructor(private readonly accommodations: Accommodations) {}

  sweep(): Promise<number> {
    return this.accommodations.prolongForgotten();
  }
}
