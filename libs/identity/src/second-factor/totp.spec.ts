import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { keyUri, newSharedSecret, shownSecret, stepOfCode } from './totp.js';

/** RFC 6238, appendix B: the ASCII secret and, of its eight digits, the six that a generator shows. */
const RFC_SECRET = Secret.fromLatin1('12345678901234567890').base32;
const RFC_CODES: [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];
const at = (seconds: number) => new Date(seconds * 1000);
const codeAt = (secret: string, seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: seconds * 1000 });

describe('codes by time', () => {
  test.each(RFC_CODES)('are those of RFC 6238 at %d s', (seconds, code) => {
    expect(stepOfCode(RFC_SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test('hold for the step before and the one after, and say which step they belong to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000, max: 4_000_000_000 }),
        fc.integer({ min: -4, max: 4 }),
        (now, off) => {
          const secret = RFC_SECRET;
          const step = Math.floor(now / 30);
          const near = [-1, 0, 1].find(
            (each) => codeAt(secret, (step + each) * 30) === codeAt(secret, (step + off) * 30),
          );
          const expected = near === undefined ? null : step + near;
          expect(stepOfCode(secret, codeAt(secret, (step + off) * 30), at(now)) === null).toBe(
            expected === null,
          );
          if (Math.abs(off) <= 1)
            expect(stepOfCode(secret, codeAt(secret, (step + off) * 30), at(now))).not.toBeNull();
        },
      ),
    );
  });

  test('of another secret do not hold', () => {
    const codes = new Set([-30, 0, 30].map((off) => codeAt(newSharedSecret(), 1_800_000_000 + off)));
    const wrong = [...codes].find(
      (code) => ![-30, 0, 30].some((off) => codeAt(RFC_SECRET, 1_800_000_000 + off) === code),
    );
    expect(stepOfCode(RFC_SECRET, wrong as string, at(1_800_000_000))).toBeNull();
  });

  test('come from 160 bits, which the address and the letters beside the picture both give', () => {
    const secret = newSharedSecret();
    expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
    expect(shownSecret(secret)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(Secret.fromBase32(shownSecret(secret).replaceAll(' ', '')).base32).toBe(secret);
    const uri = new URL(keyUri(secret, 'hocvuso', 'Lê Văn Minh (hoc.vn)'));
    expect([uri.protocol, uri.host, uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      'totp',
      secret,
      'hocvuso',
    ]);
  });
});
