import { decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { unbake } from './badge-verifier.testing.js';
import { bakePng, bakeSvg } from './bake.js';
import { didOf } from './issuer-did.js';
import { linesOf, medalPng, medalSvg } from './medal.js';
import { encodeList, LIST_LENGTH, placeOf } from './status-list.js';

describe('the list of what ended', () => {
  test('is read by an independent library bit for bit', async () => {
    const index = fc.nat({ max: LIST_LENGTH - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(index, { maxLength: 50 }),
        fc.array(index, { maxLength: 50 }),
        async (ended, others) => {
          const list = await decodeList({ encodedList: encodeList(ended) });
          expect(list.length).toBe(LIST_LENGTH);
          for (const each of [...ended, ...others]) expect(list.getStatus(each)).toBe(ended.includes(each));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('goes on in another one after 131,072 badges', () => {
    expect(placeOf(0)).toEqual({ list: 0, index: 0 });
    expect(placeOf(LIST_LENGTH - 1)).toEqual({ list: 0, index: LIST_LENGTH - 1 });
    expect(placeOf(LIST_LENGTH)).toEqual({ list: 1, index: 0 });
  });
});

describe('the picture of a badge', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJuYW1lIjoiQSJ9.c2ln';

  test('holds its credential as PNG, and stays the same picture', async () => {
    const plain = await medalPng();
    const baked = bakePng(plain, token);
    expect(unbake(baked)).toBe(token);
    expect(unbake(plain)).toBeNull();
    // Reads every checksum.
    expect(PNG.sync.read(baked).data.equals(PNG.sync.read(plain).data)).toBe(true);
  });

  test('holds its credential as SVG', () => {
    const svg = medalSvg('An toàn số', 'Sở Khoa học');
    expect(unbake(Buffer.from(bakeSvg(svg, token)))).toBe(token);
    expect(unbake(Buffer.from(svg))).toBeNull();
  });

  test('escapes what it says', () => {
    const svg = medalSvg('<script>alert("1")</script> & Co', "A' onload='x");
    expect(svg).not.toMatch(/<script|onload='x/);
    expect(svg).toContain('&lt;script&gt;');
  });

  test('never has more lines than there is room for, and loses no word before that', () => {
    const words = fc.array(fc.stringMatching(/^[a-zàáạêô]{1,12}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, (text) => {
        const lines = linesOf(text.join(' '));
        expect(lines.length).toBeLessThanOrEqual(5);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(25);
        const said = lines.join(' ');
        expect(text.join(' ').startsWith(said.replace(/…$/, ''))).toBe(true);
        if (!said.endsWith('…')) expect(said).toBe(text.join(' '));
      }),
    );
  });
});

test('an issuer at a port has a DID that leads there', () => {
  expect(didOf('http://127.0.0.1:3000', 'abc')).toBe('did:web:127.0.0.1%3A3000:issuers:abc');
});
