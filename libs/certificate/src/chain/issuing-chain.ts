import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** `imported`: an entry of an older register; `undone`: its import was taken back. */
export type ChainEventKind = 'issued' | 'imported' | 'revoked' | 'replaced' | 'undone';

export interface ChainEntry {
  /** From 1, without gaps. */
  seq: number;
  prevHash: string;
  commitment: string;
  kind: ChainEventKind;
  /** ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it. */
  at: string;
  hash: string;
}

export interface ChainHead {
  seq: number;
  hash: string;
}

export type ChainBreak = 'sequence' | 'previous-hash' | 'hash' | 'malformed' | 'truncated' | 'other-head';

/** `seq` is the place in the chain of the first entry that does not hold. */
export type ChainCheck = { ok: true; head: ChainHead } | { ok: false; seq: number; reason: ChainBreak };

export const GENESIS: ChainHead = { seq: 0, hash: '0'.repeat(64) };

const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const KINDS: readonly string[] = [
  'issued',
  'imported',
  'revoked',
  'replaced',
  'undone',
] satisfies ChainEventKind[];

/** The next entry of the log: SHA-256 over the canonical JSON of everything but the hash. */
export function appendEntry(
  head: ChainHead,
  event: { commitment: string; kind: ChainEventKind; at: Date },
): ChainEntry {
  const body = {
    seq: head.seq + 1,
    prevHash: head.hash,
    commitment: event.commitment,
    kind: event.kind,
    at: event.at.toISOString(),
  };
  return { ...body, hash: hashOf(body) };
}

/** Checks entries one after another, so that a log of any length streams through. */
export class ChainChecker {
  #head: ChainHead;
  #broken: ChainCheck | undefined;

  /** `from` is a trusted head, a published checkpoint for instance; the beginning when absent. */
  constructor(from: ChainHead = GENESIS) {
    this.#head = from;
  }

  accept(entry: ChainEntry): ChainCheck {
    if (this.#broken) return this.#broken;
    const reason = this.#reasonAgainst(entry);
    if (reason) this.#broken = { ok: false, seq: this.#head.seq + 1, reason };
    else this.#head = { seq: entry.seq, hash: entry.hash };
    return this.result();
  }

  /** With a head known from elsewhere, a log cut short or rewritten to its end is seen too. */
  result(expected?: ChainHead): ChainCheck {
    if (this.#broken) return this.#broken;
    if (expected && expected.seq > this.#head.seq) {
      return { ok: false, seq: this.#head.seq + 1, reason: 'truncated' };
    }
    if (expected && (expected.seq !== this.#head.seq || expected.hash !== this.#head.hash)) {
      return { ok: false, seq: Math.min(expected.seq, this.#head.seq), reason: 'other-head' };
    }
    return { ok: true, head: this.#head };
  }

  #reasonAgainst(entry: ChainEntry): ChainBreak | undefined {
    if (entry.seq !== this.#head.seq + 1) return 'sequence';
    if (entry.prevHash !== this.#head.hash) return 'previous-hash';
    const wellFormed =
      HASH.test(entry.commitment) &&
      INSTANT.test(entry.at) &&
      KINDS.includes(entry.kind) &&
      HASH.test(entry.hash);
    if (!wellFormed) return 'malformed';
    return entry.hash === hashOf(entry) ? undefined : 'hash';
  }
}

export function verifyChain(
  entries: Iterable<ChainEntry>,
  { from, head }: { from?: ChainHead; head?: ChainHead } = {},
): ChainCheck {
  const checker = new ChainChecker(from);
  for (const entry of entries) {
    const check = checker.accept(entry);
    if (!check.ok) return check;
  }
  return checker.result(head);
}

/** What the hash of an entry is over, and what is a leaf of the tree that checkpoints are over. */
export function entryText({ seq, prevHash, commitment, kind, at }: Omit<ChainEntry, 'hash'>): string {
  return canonicalJson({ seq, prevHash, commitment, kind, at });
}

const hashOf = (entry: Omit<ChainEntry, 'hash'>): string =>
  createHash('sha256').update(entryText(entry)).digest('hex');
