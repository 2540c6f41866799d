import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { moduleWidth, type OfflineClaims, offlineUrl, SMALLEST_MODULE, shortKid } from './offline-code.js';

/** The page in docs/, which shares nothing with the code under test. */
function independentCheck(): (text: string, keys: string) => Promise<string[]> {
  const html = fs.readFileSync(path.resolve('docs/kiem-tra-doc-lap.html'), 'utf8');
  const script = /<script>([\s\S]*)<\/script>/.exec(html)![1]!;
  const context = vm.createContext({ crypto, TextEncoder, TextDecoder, atob, Uint8Array });
  return vm.runInContext(`${script}; checkCode`, context) as ReturnType<typeof independentCheck>;
}

const check = independentCheck();
const URL = 'https://hocvuso.haiphong.gov.vn/verify/7K3MXW9QZP4T8RB2VN6CJH5D1EYG';
const claims: OfflineClaims = {
  serial: 'HP26 0000001',
  name: 'Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Hường',
  course: 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính',
  issuedOn: '2026-11-22',
  trial: false,
};

async function made() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { privateKey, kid, public: { ...jwk, kid: shortKid(kid) } };
}

describe('codes that are checked without a network', () => {
  test('say whose certificate of what it is, under a key of now or of before', async () => {
    const [old, young] = [await made(), await made()];
    const text = offlineUrl(URL, claims, old.kid, old.privateKey);
    const lines = await check(text, JSON.stringify({ keys: [young.public, old.public] }));
    expect(lines.slice(0, 4)).toEqual([
      `Họ và tên: ${claims.name}`,
      `Khóa học: ${claims.course}`,
      'Số hiệu: HP26 0000001',
      'Ngày cấp: 22/11/2026',
    ]);
    expect(lines.at(-1)).toContain('không cho biết giấy đã bị thu hồi');
    await expect(check(text, JSON.stringify({ keys: [young.public] }))).rejects.toThrow('không có khóa');
    await expect(check(URL, JSON.stringify({ keys: [old.public] }))).rejects.toThrow('không tự mang chữ ký');
  });

  test('a name in NFD is signed as its NFC', async () => {
    const key = await made();
    const composed = offlineUrl(URL, claims, key.kid, key.privateKey);
    const decomposed = { ...claims, name: claims.name.normalize('NFD') };
    expect(offlineUrl(URL, decomposed, key.kid, key.privateKey)).toBe(composed);
  });

  test('no character of it can be changed: address, words, signature', async () => {
    const key = await made();
    const text = offlineUrl(URL, claims, key.kid, key.privateKey);
    const keys = JSON.stringify({ keys: [key.public] });
    const last = text.length - 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(last - 1), fc.constantFrom(...'aZ09-_.#/'), async (place, letter) => {
        fc.pre(text[place] !== letter);
        await expect(check(text.slice(0, place) + letter + text.slice(place + 1), keys)).rejects.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('signed again by another key under the same short name, or put behind another address, it does not hold', async () => {
    const [ours, thief] = [await made(), await made()];
    const keys = JSON.stringify({ keys: [ours.public] });
    const forged = offlineUrl(URL, { ...claims, name: 'Kẻ Gian' }, ours.kid, thief.privateKey);
    await expect(check(forged, keys)).rejects.toThrow('Chữ ký không đúng');
    const moved = offlineUrl(URL, claims, ours.kid, ours.privateKey).replace('hocvuso.', 'hocvus0.');
    await expect(check(moved, keys)).rejects.toThrow('Chữ ký không đúng');
  });

  test('is printed in modules that a telephone reads', async () => {
    const key = await made();
    const width = moduleWidth(offlineUrl(URL, claims, key.kid, key.privateKey), 30.3);
    expect(width).toBeGreaterThan(SMALLEST_MODULE);
    expect(moduleWidth(URL, 30.3)).toBeGreaterThan(width);
  });
});
