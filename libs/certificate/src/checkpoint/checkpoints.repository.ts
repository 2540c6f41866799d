import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TODAY } from '#platform/clock';

/** A checkpoint as it was published. `day` is that of Việt Nam, `YYYY-MM-DD`. */
export interface PublishedCheckpoint {
  day: string;
  size: number;
  root: Buffer;
  note: string;
  verifierKey: string;
  madeAt: Date;
}

const SELECT = `SELECT day::text, size::int, root, note, verifier_key AS "verifierKey", made_at AS "madeAt" FROM checkpoint`;

@Injectable()
export class CheckpointRows {
  constructor(private readonly db: DataSource) {}

  async today(): Promise<string> {
    const [{ day }] = await this.db.query(`SELECT ${TODAY}::text AS day`);
    return day;
  }

  async latest(): Promise<PublishedCheckpoint | null> {
    const rows: PublishedCheckpoint[] = await this.db.query(`${SELECT} ORDER BY day DESC LIMIT 1`);
    return rows[0] ?? null;
  }

  async of(day: string): Promise<PublishedCheckpoint | null> {
    const rows: PublishedCheckpoint[] = await this.db.query(`${SELECT} WHERE day = $1`, [day]);
    return rows[0] ?? null;
  }

  /** Newest first. */
  async page(offset: number, limit: number): Promise<PublishedCheckpoint[]> {
    return this.db.query(`${SELECT} ORDER BY day DESC OFFSET $1 LIMIT $2`, [offset, limit]);
  }

  async all(): Promise<PublishedCheckpoint[]> {
    return this.db.query(`${SELECT} ORDER BY day`);
  }

  /** False when another process made that day's first. */
  async insert({
    day,
    size,
    root,
    note,
    verifierKey,
  }: Omit<PublishedCheckpoint, 'madeAt'>): Promise<boolean> {
    const rows: unknown[] = await this.db.query(
      `INSERT INTO checkpoint (day, size, root, note, verifier_key) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (day) DO NOTHING RETURNING day`,
      [day, size, root, note, verifierKey],
    );
    return rows.length > 0;
  }

  /** Places in the log of the entries of one certificate. */
  async entriesOf(code: string): Promise<number[]> {
    const rows: { seq: number }[] = await this.db.query(
      `SELECT l.seq::int FROM issuing_log l JOIN certificate c ON c.id = l.certificate_id WHERE c.code = $1 ORDER BY l.seq`,
      [code],
    );
    return rows.map(({ seq }) => seq);
  }
}
