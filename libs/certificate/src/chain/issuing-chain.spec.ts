import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  appendEntry,
  ChainChecker,
  type ChainEntry,
  type ChainEventKind,
  GENESIS,
  verifyChain,
} from './issuing-chain.js';

const commitment = fc.nat().map((value) => value.toString(16).padStart(64, 'c'));
const event = fc.record({
  commitment,
  kind: fc.constantFrom<ChainEventKind>('issued', 'revoked', 'replaced'),
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2036-01-01'), noInvalidDate: true }),
});
const chain = fc.array(event, { minLength: 1, maxLength: 4 }).map((events) => {
  const entries: ChainEntry[] = [];
  for (const each of events) entries.push(appendEntry(entries.at(-1) ?? GENESIS, each));
  return entries;
});
const headOf = (entries: ChainEntry[]) => ({ seq: entries.at(-1)!.seq, hash: entries.at(-1)!.hash });
const RUNS = { numRuns: 10_000 };

describe('issuing chain', () => {
  test('each hash is SHA-256 of the canonical JSON, and starts from zeros', () => {
    const entry = appendEntry(GENESIS, {
      commitment: 'ab'.repeat(32),
      kind: 'issued',
      at: new Date('2026-06-12T07:05:09.120Z'),
    });
    const text =
      `{"at":"2026-06-12T07:05:09.120Z","commitment":"${'ab'.repeat(32)}","kind":"issued",` +
      `"prevHash":"${'0'.repeat(64)}","seq":1}`;
    expect(entry.hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('an untouched chain holds, whole or from a checkpoint', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (entries, cut) => {
        const at = cut % entries.length;
        expect(verifyChain(entries, { head: headOf(entries) })).toEqual({ ok: true, head: headOf(entries) });
        const from = at === 0 ? GENESIS : entries[at - 1]!;
        expect(verifyChain(entries.slice(at), { from, head: headOf(entries) }).ok).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(verifyChain([])).toEqual({ ok: true, head: GENESIS });
  });

  test('any changed character of any field is found at its entry', () => {
    const fields = ['prevHash', 'commitment', 'kind', 'at', 'hash'] as const;
    fc.assert(
      fc.property(
        chain,
        fc.nat(),
        fc.constantFrom(...fields),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (entries, pick, field, at, letter) => {
          const index = pick % entries.length;
          const entry = entries[index]!;
          const place = at % entry[field].length;
          fc.pre(entry[field][place] !== letter);
          const changed = {
            ...entry,
            [field]: entry[field].slice(0, place) + letter + entry[field].slice(place + 1),
          };
          expect(verifyChain(entries.with(index, changed))).toMatchObject({ ok: false, seq: index + 1 });
        },
      ),
      RUNS,
    );
  });

  test('a changed sequence number is found', () => {
    fc.assert(
      fc.property(chain, fc.nat(), fc.integer(), (entries, pick, seq) => {
        const index = pick % entries.length;
        fc.pre(seq !== index + 1);
        const check = verifyChain(entries.with(index, { ...entries[index]!, seq }));
        expect(check).toEqual({ ok: false, seq: index + 1, reason: 'sequence' });
      }),
      RUNS,
    );
  });

  test('a removed entry is found, the last ones by the known head', () => {
    fc.assert(
      fc.property(chain, fc.nat(), fc.integer({ min: 1, max: 3 }), (entries, pick, count) => {
        const index = pick % entries.length;
        const left = entries.toSpliced(index, count);
        expect(verifyChain(left, { head: headOf(entries) })).toMatchObject({ ok: false, seq: index + 1 });
      }),
      RUNS,
    );
  });

  test('two entries that change places are found', () => {
    fc.assert(
      fc.property(chain, fc.nat(), fc.nat(), (entries, one, two) => {
        const [a, b] = [one % entries.length, two % entries.length];
        fc.pre(a < b);
        const swapped = entries.with(a, entries[b]!).with(b, entries[a]!);
        expect(verifyChain(swapped)).toMatchObject({ ok: false, seq: a + 1 });
      }),
      RUNS,
    );
  });

  test('a chain rewritten from the middle with valid hashes is found by the known head', () => {
    fc.assert(
      fc.property(chain, fc.nat(), event, (entries, pick, forged) => {
        const index = pick % entries.length;
        fc.pre(forged.commitment !== entries[index]!.commitment);
        const rewritten = entries.slice(0, index);
        for (const [i, entry] of entries.slice(index).entries()) {
          const source = i === 0 ? forged : { ...entry, at: new Date(entry.at) };
          rewritten.push(appendEntry(rewritten.at(-1) ?? GENESIS, source));
        }
        expect(verifyChain(rewritten).ok).toBe(true);
        expect(verifyChain(rewritten, { head: headOf(entries) })).toMatchObject({
          ok: false,
          reason: 'other-head',
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('an entry with a sound hash of its own but another past is found', () => {
    fc.assert(
      fc.property(chain, fc.nat(), fc.nat(), (entries, pick, other) => {
        const index = pick % entries.length;
        const entry = entries[index]!;
        const past = { seq: index, hash: other.toString(16).padStart(64, 'd') };
        const forged = appendEntry(past, { ...entry, at: new Date(entry.at) });
        const check = verifyChain(entries.with(index, forged));
        expect(check).toEqual({ ok: false, seq: index + 1, reason: 'previous-hash' });
      }),
      { numRuns: 1_000 },
    );
  });

  test('the checker keeps to the first break', () => {
    const first = appendEntry(GENESIS, { commitment: '00'.repeat(32), kind: 'issued', at: new Date(0) });
    const second = appendEntry(first, { commitment: '11'.repeat(32), kind: 'revoked', at: new Date(1) });
    const checker = new ChainChecker();
    checker.accept({ ...first, at: second.at });
    expect(checker.accept(second)).toEqual({ ok: false, seq: 1, reason: 'hash' });
    expect(checker.result()).toEqual({ ok: false, seq: 1, reason: 'hash' });
  });
});
