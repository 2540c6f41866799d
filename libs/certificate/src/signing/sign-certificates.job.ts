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
import { SigningPause } from './signing-pause.repository.js';
import { Signings } from './signings.service.js';
import { UnsignedFiles } from './unsigned-files.repository.js';

const signCertificates = defineReaction('certificate.sign', 'CertificateRendered', { queue: 'background' });

@Handles(signCertificates)
@Injectable()
export class SignCertificates implements JobHandler<Batch> {
  constructor(private readonly signings: Signings) {}

  async run({ ids }: Batch): Promise<void> {
    await this.signings.sign(ids);
  }
}

const AT_ONCE = 100;
const PER_SWEEP = 5000;

/** Drawn and not signed, whatever became of the event. While the signer is down, a few show whether it is back. */
@Sweeps('certificate.sign-forgotten')
@Injectable()
export class SignForgotten implements Sweep {
  constructor(
    private readonly files: UnsignedFiles,
    private readonly signings: Signings,
    private readonly pause: SigningPause,
    private readonly queue: JobQueue,
  ) {}

  async sweep(): Promise<number> {
    await this.signings.tidy(await this.files.leftOver(PER_SWEEP));
    if (await this.pause.holds()) return 0;
    const ids = await this.files.forgotten(PER_SWEEP);
    const signed = await this.signings.sign(ids.slice(0, AT_ONCE));
    if (!(await this.pause.holds())) await enqueueLater(this.queue, signCertificates, ids.slice(AT_ONCE));
    return signed;
  }
}
