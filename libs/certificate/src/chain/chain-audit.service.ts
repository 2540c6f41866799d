import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { BoundRecords } from './bound-records.js';
import { type ChainBreak, ChainChecker } from './issuing-chain.js';
import { IssuingLog } from './issuing-log.repository.js';

/** `record`: the chain holds, but a certificate is not what its entry bound. */
export type AuditBreak = ChainBreak | 'record';

export interface ChainReport {
  ok: boolean;
  /** The last entry up to which everything holds. */
  through: number;
  /** The first entry that does not hold. */
  broken: { seq: number; reason: AuditBreak } | null;
  checkedAt: Date;
}

const BATCH = 1000;
const KEEP_MS = 5 * 60_000;

/** Recomputes the whole issuing log and compares each certificate and each older entry with what was bound, in batches. */
@Injectable()
export class ChainAudit {
  private latest: { report: Promise<ChainReport>; at: number } | null = null;

  constructor(
    private readonly records: BoundRecords,
    private readonly log: IssuingLog,
    private readonly clock: Clock,
  ) {}

  /** At most five minutes old: pages show it with its time. */
  recent(): Promise<ChainReport> {
    const now = this.clock.now().getTime();
    if (!this.latest || now - this.latest.at > KEEP_MS) {
      const report = this.run();
      this.latest = { report, at: now };
      report.catch(() => {
        this.latest = null;
      });
    }
    return this.latest.report;
  }

  async run(): Promise<ChainReport> {
    const checkedAt = this.clock.now();
    // The head first: entries that are added meanwhile belong to the next check.
    const head = await this.log.head();
    const checker = new ChainChecker();
    let through = 0;
    const broken = (seq: number, reason: AuditBreak): ChainReport => ({
      ok: false,
      through,
      broken: { seq, reason },
      checkedAt,
    });
    while (through < head.seq) {
      const entries = await this.log.after(through, Math.min(BATCH, head.seq - through));
      if (entries.length === 0) break;
      const altered = await this.records.altered(entries);
      for (const entry of entries) {
        const check = checker.accept(entry);
        if (!check.ok) return broken(check.seq, check.reason);
        if (altered.has(entry.seq)) return broken(entry.seq, 'record');
        through = entry.seq;
      }
    }
    const end = checker.result(head);
    return end.ok ? { ok: true, through, broken: null, checkedAt } : broken(end.seq, end.reason);
  }
}
