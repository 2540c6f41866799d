import { Injectable } from '@nestjs/common';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { Printing } from './printing.service.js';

const renderCertificates = defineReaction('certificate.render', 'CertificateIssued');

@Handles(renderCertificates)
@Injectable()
export class RenderCertificates implements JobHandler<Batch> {
  constructor(private readonly printing: Printing) {}

  async run({ ids }: Batch): Promise<void> {
    await this.printing.print(ids);
  }
}

const PER_SWEEP = 200;

@Sweeps('certificate.render-forgotten')
@Injectable()
export class RenderForgotten implements Sweep {
  constructor(private readonly printing: Printing) {}

  async sweep(): Promise<number> {
    return this.printing.print(await this.printing.forgotten(PER_SWEEP));
  }
}
