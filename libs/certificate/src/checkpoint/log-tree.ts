import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { entryText } from '../chain/issuing-chain.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import { type Hash, leafHash, nodeHash, type RangeRoot, rootOf, splitOf } from './merkle-tree.js';

/** Leaves under one stored hash: a proof reads a few hundred entries and one hash for each 256 others. */
const BLOCK = 256;

/** The hash tree over the issuing log: entry `seq` is leaf `seq - 1`. */
@Injectable()
export class LogTree {
  constructor(
    private readonly db: DataSource,
    private readonly log: IssuingLog,
  ) {}

  /** Stores the hashes of blocks that are full by now. */
  async grow(size: number): Promise<void> {
    const [{ count }] = await this.db.query('SELECT count(*)::int AS count FROM issuing_log_block');
    for (let block = count; (block + 1) * BLOCK <= size; block++) {
      const root = rootOf(await this.leaves(block * BLOCK, (block + 1) * BLOCK));
      await this.db.query(
        'INSERT INTO issuing_log_block (number, root) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING',
        [block, root],
      );
    }
  }

  /** Roots of ranges as proofs ask for them; `fresh` takes no stored hash, so that a change of the log is seen. */
  async roots({ fresh = false } = {}): Promise<RangeRoot> {
    const stored: { root: Buffer }[] = fresh
      ? []
      : await this.db.query('SELECT root FROM issuing_log_block ORDER BY number');
    const root: RangeRoot = async (from, to) => {
      const [first, last] = [Math.floor(from / BLOCK), Math.ceil(to / BLOCK)];
      if (last - first > 1) {
        const middle = from + splitOf(to - from);
        return nodeHash(await root(from, middle), await root(middle, to));
      }
      const whole = to - from === BLOCK ? stored[first]?.root : undefined;
      return whole ?? rootOf(await this.leaves(from, to));
    };
    return root;
  }

  async leaves(from: number, to: number): Promise<Hash[]> {
    const entries = await this.log.after(from, to - from);
    if (entries.length !== to - from) throw new Error(`The issuing log ends before entry ${to}`);
    return entries.map((entry) => leafHash(Buffer.from(entryText(entry))));
  }
}
