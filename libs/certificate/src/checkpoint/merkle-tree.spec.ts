import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  consistencyProof,
  emptyRoot,
  type Hash,
  includes,
  inclusionProof,
  isConsistent,
  leafHash,
  rootOf,
} from './merkle-tree.js';

/** The leaves and roots that implementations of Certificate Transparency test against. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leaves = (count: number): Hash[] =>
  Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`${i}`)));
const over = (hashes: readonly Hash[]) => async (from: number, to: number) => rootOf(hashes.slice(from, to));
const flipped = (hash: Hash): Hash => Buffer.from(hash.map((byte, i) => (i === 0 ? byte ^ 1 : byte)));

describe('hash tree', () => {
  test('has the roots of RFC 6962', () => {
    const hashes = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(ROOTS.map((_, size) => rootOf(hashes.slice(0, size)).toString('hex'))).toEqual(ROOTS);
    expect(emptyRoot().toString('hex')).toBe(ROOTS[0]);
  });

  const sizeAndIndex = fc
    .integer({ min: 1, max: 300 })
    .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

  test('every leaf is shown to be in it, at its place only, and nothing else is', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndIndex, async ([size, index]) => {
        const hashes = leaves(size);
        const root = rootOf(hashes);
        const proof = await inclusionProof(index, size, over(hashes));
        const claim = { index, size, proof, root };
        expect(includes(hashes[index]!, claim)).toBe(true);
        expect(includes(flipped(hashes[index]!), claim)).toBe(false);
        expect(includes(hashes[index]!, { ...claim, root: flipped(root) })).toBe(false);
        expect(includes(hashes[index]!, { ...claim, proof: [...proof, root] })).toBe(false);
        if (size > 1) {
          expect(includes(hashes[index]!, { ...claim, index: (index + 1) % size })).toBe(false);
          expect(includes(hashes[index]!, { ...claim, proof: proof.slice(1) })).toBe(false);
          expect(includes(hashes[index]!, { ...claim, proof: proof.map(flipped) })).toBe(false);
        }
        expect(includes(hashes[index]!, { ...claim, index: size })).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('it is shown to go on from its beginning, and a rewritten beginning is seen', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndIndex, async ([size, before]) => {
        const hashes = leaves(size);
        const [old, young] = [
          { size: before + 1, root: rootOf(hashes.slice(0, before + 1)) },
          { size, root: rootOf(hashes) },
        ];
        const proof = await consistencyProof(old.size, size, over(hashes));
        expect(isConsistent(old, young, proof)).toBe(true);
        expect(isConsistent({ ...old, root: flipped(old.root) }, young, proof)).toBe(false);
        expect(isConsistent(old, { ...young, root: flipped(young.root) }, proof)).toBe(false);
        const rewritten = hashes.map((hash, i) => (i === before ? flipped(hash) : hash));
        const forged = await consistencyProof(old.size, size, over(rewritten));
        expect(isConsistent(old, { size, root: rootOf(rewritten) }, forged)).toBe(false);
        if (proof.length > 0) expect(isConsistent(old, young, proof.slice(1))).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('asks for no leaf that is not there', async () => {
    await expect(inclusionProof(3, 3, over(leaves(3)))).rejects.toThrow(RangeError);
    await expect(consistencyProof(0, 3, over(leaves(3)))).rejects.toThrow(RangeError);
    await expect(consistencyProof(4, 3, over(leaves(3)))).rejects.toThrow(RangeError);
  });
});
