import { Injectable } from '@nestjs/common';
import { ChainAudit, type ChainReport } from '../chain/chain-audit.service.js';
import {
  type Gap,
  OldRegisterCheck,
  type OldRegisterFindings,
} from '../old-register/old-register-check.service.js';
import { CheckpointRows } from './checkpoints.repository.js';
import { type CheckpointBreak, Checkpoints } from './checkpoints.service.js';
import {
  type Contradiction,
  type Duplicate,
  type RegisterCounts,
  RegisterFindings,
} from './register-findings.repository.js';

export interface RegisterCheckReport extends OldRegisterFindings, RegisterCounts {
  ok: boolean;
  /** Numbers of a register that no certificate has, as first and last of each run. */
  gaps: Gap[];
  /** Numbers or serials that more than one certificate has, or a certificate and an older entry. */
  duplicates: Duplicate[];
  /** Entries of which the tables say something else than the log. */
  contradictions: Contradiction[];
  chain: ChainReport;
  checkpoints: { count: number; latest: string | null; broken: { day: string; problem: CheckpointBreak }[] };
}

/** Recounts registers, issuing log and checkpoints from the tables alone; reads only. */
@Injectable()
export class RegisterCheck {
  constructor(
    private readonly findings: RegisterFindings,
    private readonly audit: ChainAudit,
    private readonly rows: CheckpointRows,
    private readonly checkpoints: Checkpoints,
    private readonly oldRegisters: OldRegisterCheck,
  ) {}

  async run(): Promise<RegisterCheckReport> {
    const counts = await this.findings.counts();
    const { faults: gaps, findings } = await this.oldRegisters.sort(await this.findings.gaps());
    const duplicates = await this.findings.duplicates();
    const contradictions = await this.findings.contradictions();
    const chain = await this.audit.run();
    const published = await this.rows.all();
    const broken: { day: string; problem: CheckpointBreak }[] = [];
    for (const each of published) {
      const problem = await this.checkpoints.problemOf(each);
      if (problem) broken.push({ day: each.day, problem });
    }
    const ok =
      chain.ok &&
      gaps.length +
        duplicates.length +
        contradictions.length +
        broken.length +
        counts.unlogged +
        counts.withoutFile ===
        0;
    const latest = published.at(-1)?.day ?? null;
    return {
      ok,
      ...counts,
      gaps,
      duplicates,
      contradictions,
      ...findings,
      chain,
      checkpoints: { count: published.length, latest, broken },
    };
  }
}
