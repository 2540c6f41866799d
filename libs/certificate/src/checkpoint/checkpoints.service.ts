import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { entryText } from '../chain/issuing-chain.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import { CheckpointRows, type PublishedCheckpoint } from './checkpoints.repository.js';
import { logKey } from './log-key.js';
import { LogTree } from './log-tree.js';
import { consistencyProof, inclusionProof } from './merkle-tree.js';
import { openCheckpoint, signCheckpoint, verifierKey } from './signed-note.js';

/** An entry of the log and the way from it to the root of a checkpoint. Hashes in Base64. */
export interface EntryProof {
  /** The very text whose hash is the leaf. */
  entry: string;
  index: number;
  inclusion: string[];
}

export interface CertificateProof {
  checkpoint: string;
  verifierKey: string;
  entries: EntryProof[];
  /** Entries younger than the checkpoint: the next one will cover them. */
  pending: number;
}

export type CheckpointBreak = 'signature' | 'root' | 'shorter' | 'note';

/** Publishes, once a day, what the issuing log is: who keeps a copy sees whether history is rewritten. */
@Injectable()
export class Checkpoints {
  constructor(
    private readonly rows: CheckpointRows,
    private readonly tree: LogTree,
    private readonly log: IssuingLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Of today, unless there is one or the log is empty. Refuses to sign a log that is not the one signed before. */
  async publish(): Promise<boolean> {
    const day = await this.rows.today();
    const before = await this.rows.latest();
    if (before && before.day >= day) return false;
    const { seq: size } = await this.log.head();
    if (size === 0) return false;
    const problem = before && (await this.problemOf(before));
    if (problem)
      throw new Error(`The issuing log is not what the checkpoint of ${before.day} says: ${problem}`);
    await this.tree.grow(size);
    const root = await (await this.tree.roots())(0, size);
    const key = logKey(this.config.dataDir);
    const origin = `${new URL(this.config.publicUrl).host}/issuing-log`;
    const note = signCheckpoint({ origin, size, root }, key);
    return this.rows.insert({ day, size, root, note, verifierKey: verifierKey(origin, key) });
  }

  /** What is wrong with a published checkpoint, recomputed from the entries alone; null when it holds. */
  async problemOf({
    note,
    verifierKey: vkey,
    size,
    root,
  }: PublishedCheckpoint): Promise<CheckpointBreak | null> {
    const opened = openCheckpoint(note, vkey);
    if (!opened) return 'signature';
    if (opened.size !== size || !opened.root.equals(root)) return 'note';
    if (!(await this.log.reaches(size))) return 'shorter';
    return (await (await this.tree.roots({ fresh: true }))(0, size)).equals(root) ? null : 'root';
  }

  /** Null when no checkpoint was published yet. A code that was never issued has no entries. */
  async proofOf(code: string): Promise<CertificateProof | null> {
    const checkpoint = await this.rows.latest();
    if (!checkpoint) return null;
    const places = await this.rows.entriesOf(code);
    const covered = places.filter((seq) => seq <= checkpoint.size);
    const roots = await this.tree.roots();
    const entries: EntryProof[] = [];
    for (const seq of covered) {
      const [entry] = await this.log.after(seq - 1, 1);
      const proof = await inclusionProof(seq - 1, checkpoint.size, roots);
      entries.push({
        entry: entryText(entry!),
        index: seq - 1,
        inclusion: proof.map((hash) => hash.toString('base64')),
      });
    }
    const { note, verifierKey: vkey } = checkpoint;
    return { checkpoint: note, verifierKey: vkey, entries, pending: places.length - covered.length };
  }

  /** That the log of one published day goes on in that of another; null when one of them is not there. */
  async consistency(from: string, to: string): Promise<{ from: string; to: string; proof: string[] } | null> {
    const [old, young] = [await this.rows.of(from), await this.rows.of(to)];
    if (!old || !young || old.size > young.size) return null;
    const proof = await consistencyProof(old.size, young.size, await this.tree.roots());
    return { from: old.note, to: young.note, proof: proof.map((hash) => hash.toString('base64')) };
  }
}
