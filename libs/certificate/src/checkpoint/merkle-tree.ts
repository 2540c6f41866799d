import { createHash } from 'node:crypto';

/** Hash trees as Certificate Transparency has them (RFC 6962, section 2.1), over leaves that are looked up in ranges. */
export type Hash = Buffer;

/** Root over the leaves from `from` up to and without `to`, `to` > `from`. */
export type RangeRoot = (from: number, to: number) => Promise<Hash>;

const sha256 = (...parts: Buffer[]): Hash => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

export const leafHash = (data: Buffer): Hash => sha256(LEAF, data);
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);
export const emptyRoot = (): Hash => sha256();

/** The largest power of two below `size`, which is 2 or more. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Root over hashes of leaves, or of complete subtrees of one size with what is left over at the end. */
export function rootOf(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot();
  if (hashes.length === 1) return hashes[0]!;
  const split = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

/** Hashes that lead from the leaf to the root over the first `size` leaves. */
export async function inclusionProof(index: number, size: number, root: RangeRoot): Promise<Hash[]> {
  const path = async (from: number, to: number): Promise<Hash[]> => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...(await path(from, middle)), await root(middle, to)]
      : [...(await path(middle, to)), await root(from, middle)];
  };
  if (index < 0 || index >= size) throw new RangeError('The leaf is not in the tree');
  return path(0, size);
}

/** Hashes that show that the first `old` of `size` leaves are what they were. */
export async function consistencyProof(old: number, size: number, root: RangeRoot): Promise<Hash[]> {
  const path = async (wanted: number, from: number, to: number, whole: boolean): Promise<Hash[]> => {
    const count = to - from;
    if (wanted === count) return whole ? [] : [await root(from, to)];
    const split = splitOf(count);
    return wanted <= split
      ? [...(await path(wanted, from, from + split, whole)), await root(from + split, to)]
      : [...(await path(wanted - split, from + split, to, false)), await root(from, from + split)];
  };
  if (old < 1 || old > size) throw new RangeError('The old tree is not a beginning of the new one');
  return path(old, 0, size, true);
}

/** RFC 9162, section 2.1.3.2. */
export function includes(
  leaf: Hash,
  { index, size, proof, root }: { index: number; size: number; proof: readonly Hash[]; root: Hash },
): boolean {
  if (index < 0 || index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const each of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(each, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else hash = nodeHash(hash, each);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && hash.equals(root);
}

/** RFC 9162, section 2.1.4.2. */
export function isConsistent(
  old: { size: number; root: Hash },
  young: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (old.size < 1 || old.size > young.size) return false;
  if (old.size === young.size) return proof.length === 0 && old.root.equals(young.root);
  let [fn, sn] = [old.size - 1, young.size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  // A power of two: the old root is itself the first hash.
  const path = fn === 0 ? [old.root, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let [was, is] = [first, first];
  for (const each of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [was, is] = [nodeHash(each, was), nodeHash(each, is)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else is = nodeHash(is, each);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && was.equals(old.root) && is.equals(young.root);
}
