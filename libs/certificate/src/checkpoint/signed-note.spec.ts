import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { openCheckpoint, signCheckpoint, verifierKey } from './signed-note.js';

const { privateKey } = generateKeyPairSync('ed25519');
const origin = 'hoc.example/issuing-log';
const checkpoint = { origin, size: 20_509, root: Buffer.alloc(32, 7) };
const note = signCheckpoint(checkpoint, privateKey);
const vkey = verifierKey(origin, privateKey);

describe('signed checkpoints', () => {
  test('name a key as the Go checksum database does', () => {
    // The example of golang.org/x/mod/sumdb/note.
    const raw = Buffer.from('1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6', 'hex');
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
      format: 'der',
      type: 'spki',
    });
    expect(verifierKey('PeterNeumann', key)).toBe(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    );
  });

  test('are three lines, an empty one and the signature, and open with their key', () => {
    expect(note).toMatch(
      /^hoc\.example\/issuing-log\n20509\n[\w+/=]{44}\n\n— hoc\.example\/issuing-log [\w+/=]+\n$/,
    );
    expect(openCheckpoint(note, vkey)).toEqual(checkpoint);
  });

  test.each([
    ['another size', note.replace('20509', '20508')],
    ['another log', note.replaceAll('hoc.example', 'hoc2.example')],
    ['no signature', note.replace(/\n— .*\n$/, '\n')],
    ['a signature cut short', note.replace(/.{8}\n$/, '\n')],
    ['a line more', `thêm\n${note}`],
    ['nothing', ''],
  ])('do not open with %s', (_, changed) => {
    expect(openCheckpoint(changed, vkey)).toBeNull();
  });

  test('do not open with another key, or with one that is none', () => {
    expect(openCheckpoint(note, verifierKey(origin, generateKeyPairSync('ed25519').privateKey))).toBeNull();
    for (const none of ['', 'a+b+c', vkey.slice(0, -4)]) expect(openCheckpoint(note, none)).toBeNull();
  });
});
