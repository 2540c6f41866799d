import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pause } from './signing-pause.repository.js';
import { SigningPause } from './signing-pause.repository.js';

/** Valid certificates that nobody can have a file of yet. */
export interface Waiting {
  /** Drawn and not signed. */
  unsigned: number;
  /** When the one that waits longest was drawn; null when none waits. */
  since: Date | null;
  /** Since when the signer is left alone, how often it was tried, and what it said; null when it is not known to be down. */
  outage: Pause | null;
}

@Injectable()
export class WaitingForSignature {
  constructor(
    private readonly db: DataSource,
    private readonly pause: SigningPause,
  ) {}

  /** In the registers of these units; null: everywhere. */
  async count(scope: readonly string[] | null): Promise<Waiting> {
    const [row] = await this.db.query(
      `SELECT count(*)::int AS unsigned, min(c.rendered_at) AS since
       FROM certificate c JOIN register r ON r.id = c.register_id JOIN issuer i ON i.id = r.issuer_id
         JOIN unit u ON u.id = i.owner_unit_id
       WHERE c.rendered_at IS NOT NULL AND c.signed_at IS NULL AND c.status = 'valid'
         AND ($1::ltree[] IS NULL OR u.path <@ ANY($1::ltree[]))`,
      [scope],
    );
    return { ...row, outage: await this.pause.current() };
  }
}
