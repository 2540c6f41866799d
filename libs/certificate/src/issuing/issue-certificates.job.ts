import { Injectable } from '@nestjs/common';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { Candidates } from './candidates.repository.js';
import { Issuing } from './issuing.service.js';

const issueCertificates = defineReaction('certificate.issue', 'EnrolmentCompleted');

@Handles(issueCertificates)
@Injectable()
export class IssueCertificates implements JobHandler<Batch> {
  constructor(private readonly issuing: Issuing) {}

  async run({ ids }: Batch): Promise<void> {
    await this.issuing.issue(ids);
  }
}

const PER_SWEEP = 2000;
const PER_TRANSACTION = 100;

/** Completed and uncertified, whatever became of the event. Returns how many certificates were missing. */
@Sweeps('certificate.issue-forgotten')
@Injectable()
export class IssueForgotten implements Sweep {
  constructor(
    private readonly candidates: Candidates,
    private readonly issuing: Issuing,
  ) {}

  async sweep(): Promise<number> {
    const ids = await this.candidates.forgotten(PER_SWEEP);
    let issued = 0;
    for (let from = 0; from < ids.length; from += PER_TRANSACTION)
      issued += (await this.issuing.issue(ids.slice(from, from + PER_TRANSACTION))).issued;
    return issued;
  }
}
