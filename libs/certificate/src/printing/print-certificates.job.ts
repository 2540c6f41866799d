import { Injectable } from '@nestjs/common';
import {
  type Batch,
  defineReaction,
  Handles,
  type JobHandler,
  JobQueue,
  type Sweep,
  Sweeps,
} from '#platform/jobs';
import { enqueueLater } from '../certificate/enqueue-later.js';
import { Printing } from './printing.service.js';

const renderCertificates = defineReaction('certificate.render', 'CertificateIssued', { queue: 'background' });

@Handles(renderCertificates)
@Injectable()
export class RenderCertificates implements JobHandler<Batch> {
  constructor(private readonly printing: Printing) {}

  async run({ ids }: Batch): Promise<void> {
    await this.printing.print(ids);
  }
}

const AT_ONCE = 100;
const PER_SWEEP = 5000;

/** Issued and not drawn, whatever became of the event: some at once, what there is more as jobs. */
@Sweeps('certificate.render-forgotten')
@Injectable()
export class RenderForgotten implements Sweep {
  constructor(
    private readonly printing: Printing,
    private readonly queue: JobQueue,
  ) {}

  async sweep(): Promise<number> {
    const ids = await this.printing.forgotten(PER_SWEEP);
    await enqueueLater(this.queue, renderCertificates, ids.slice(AT_ONCE));
    return this.printing.print(ids.slice(0, AT_ONCE));
  }
}
