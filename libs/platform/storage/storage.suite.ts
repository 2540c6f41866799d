import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { Storage } from './storage.js';

const KEYS = ['../a', 'a/../../b', '/etc/passwd', 'a\\b', 'A', 'a//b', '', 'a/.hidden', 'a\0b', 'a?b', 'a#b'];
const all = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
};

/** The same promises wherever files lie. */
export function storageSuite(storage: () => Storage, keysNow: () => string[]): void {
  test('stores and reads back', async () => {
    expect(await storage().put('media/a.txt', Buffer.from('chào'))).toBe(5);
    expect((await storage().read('media/a.txt')).toString()).toBe('chào');
    expect(await storage().size('media/a.txt')).toBe(5);
    expect(keysNow()).toEqual(['media/a.txt']);
  });

  test('stores what arrives in pieces, of any length', async () => {
    const content = Buffer.alloc(3_000_001, 'đường số ');
    const pieces = Array.from({ length: 31 }, (_, n) => content.subarray(n * 100_000, (n + 1) * 100_000));
    expect(await storage().put('exports/1.csv', Readable.from(pieces))).toBe(content.length);
    expect((await storage().read('exports/1.csv')).equals(content)).toBe(true);
    expect((await all(storage().stream('exports/1.csv'))).equals(content)).toBe(true);
  });

  test('reads the part that is asked for, both ends included', async () => {
    await storage().put('a', Buffer.from('0123456789'));
    expect((await all(storage().stream('a', { start: 2, end: 4 }))).toString()).toBe('234');
    expect((await all(storage().stream('a', { start: 0, end: 0 }))).toString()).toBe('0');
  });

  test('a later file of the same key takes the place of the earlier', async () => {
    await storage().put('a', Buffer.from('earlier and longer'));
    await storage().put('a', Buffer.from('later'));
    expect((await storage().read('a')).toString()).toBe('later');
  });

  test('a stream that fails leaves nothing, and keeps the earlier file', async () => {
    await storage().put('a', Buffer.from('old'));
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('new');
        throw new Error('cut');
      })(),
    );
    await expect(storage().put('a', broken)).rejects.toThrow('cut');
    expect((await storage().read('a')).toString()).toBe('old');
    expect(keysNow()).toEqual(['a']);
  });

  test.each(KEYS)('refuses the key %j', async (key) => {
    await expect(storage().put(key, Buffer.from('x'))).rejects.toThrow(/storage key/);
    await expect(storage().put(key, Readable.from([Buffer.from('x')]))).rejects.toThrow(/storage key/);
    expect(keysNow()).toEqual([]);
  });

  test('an empty file is a file', async () => {
    expect(await storage().put('empty', Buffer.alloc(0))).toBe(0);
    expect(await storage().size('empty')).toBe(0);
    expect(await storage().read('empty')).toHaveLength(0);
  });

  test('a missing file has no size, reading it says so, and removing it is no error', async () => {
    expect(await storage().size('none')).toBeNull();
    await expect(storage().read('none')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(all(storage().stream('none'))).rejects.toMatchObject({ code: 'ENOENT' });
    await storage().remove('none');
  });

  test('what is removed is gone', async () => {
    await storage().put('a', Buffer.from('x'));
    await storage().remove('a');
    expect(await storage().size('a')).toBeNull();
  });
}
