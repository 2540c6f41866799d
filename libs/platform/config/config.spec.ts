import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError, loadConfig } from './index.js';

describe('configuration', () => {
  let folder: string;
  const outside = 'postgresql://u:p@db.example:5432/hocvuso';

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-config-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('takes an outside database, outside demo mode', () => {
    const config = loadConfig({ DATABASE_URL: outside, DATA_DIR: folder });
    expect(config).toMatchObject({
      databaseUrl: outside,
      demo: false,
      port: 3000,
      host: '127.0.0.1',
      redisUrl: null,
    });
  });

  test('reads the embedded database from the data folder, in demo mode', () => {
    fs.writeFileSync(
      path.join(folder, 'runtime.json'),
      JSON.stringify({ databaseUrl: 'postgresql://embedded' }),
    );
    expect(loadConfig({ DATA_DIR: folder })).toMatchObject({
      databaseUrl: 'postgresql://embedded',
      demo: true,
    });
  });

  test('refuses demo mode with an outside database', () => {
    expect(() => loadConfig({ DATABASE_URL: outside, DEMO: 'true', DATA_DIR: folder })).toThrow(
      /outside database/,
    );
  });

  test('refuses demo mode on an address that others can reach', () => {
    expect(() => loadConfig({ HOST: '0.0.0.0', DATA_DIR: folder })).toThrow(/loopback only/);
  });

  test('serves others when demo mode is off', () => {
    expect(loadConfig({ HOST: '0.0.0.0', DATABASE_URL: outside, DATA_DIR: folder }).host).toBe('0.0.0.0');
  });

  test('names every wrong variable', () => {
    const wrong = { PORT: 'many', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', DATA_DIR: folder };
    expect(() => loadConfig(wrong)).toThrow(ConfigError);
    for (const name of ['PORT', 'DATABASE_URL', 'LOG_LEVEL'])
      expect(() => loadConfig(wrong)).toThrow(new RegExp(name));
  });

  test('treats an empty variable as unset', () => {
    expect(loadConfig({ REDIS_URL: '', DATABASE_URL: outside, DATA_DIR: folder }).redisUrl).toBeNull();
  });

  test('says how to start when there is no database', () => {
    expect(() => loadConfig({ DATA_DIR: folder })).toThrow(/npm start/);
  });

  test('makes a secret once and keeps it, readable by its owner only', () => {
    const first = loadConfig({ DATABASE_URL: outside, DATA_DIR: folder }).secret;
    expect(first.length).toBeGreaterThanOrEqual(48);
    expect(loadConfig({ DATABASE_URL: outside, DATA_DIR: folder }).secret).toBe(first);
    expect(fs.statSync(path.join(folder, 'secret')).mode & 0o077).toBe(0);
  });

  test('refuses a short secret', () => {
    expect(() => loadConfig({ DATABASE_URL: outside, SECRET: 'short', DATA_DIR: folder })).toThrow(/SECRET/);
  });

  test('drops the trailing slash of the public address', () => {
    const env = { DATABASE_URL: outside, DATA_DIR: folder, PUBLIC_URL: 'https://hoc.example/' };
    expect(loadConfig(env).publicUrl).toBe('https://hoc.example');
  });

  describe('TRUST_PROXY', () => {
    const trusted = (value?: string) =>
      loadConfig({
        DATABASE_URL: outside,
        DATA_DIR: folder,
        ...(value === undefined ? {} : { TRUST_PROXY: value }),
      }).trustProxy;

    test.each([
      [undefined, ['loopback']],
      ['false', []],
      ['172.30.0.10', ['172.30.0.10']],
      ['10.0.0.0/8, loopback,2001:db8::/32', ['10.0.0.0/8', 'loopback', '2001:db8::/32']],
    ])('%j is %j', (value, meant) => expect(trusted(value)).toEqual(meant));

    test.each([
      'true',
      'proxy.example',
      '10.0.0.0/33',
      '10.0.0',
      '10.0.0.0/8/8',
      '10.0.0.1,,',
      '::1/129',
      '1',
      ''.padEnd(3, ','),
    ])('refuses %j', (value) => expect(() => trusted(value)).toThrow(/TRUST_PROXY/));
  });

  describe('SMTP_URL', () => {
    const mail = (more: NodeJS.ProcessEnv) =>
      loadConfig({ DATABASE_URL: outside, DATA_DIR: folder, ...more }).mail;

    test('names a server, with the address that messages come from and their rate', () => {
      const given = { SMTP_URL: 'smtps://u:p@mail.example:465', MAIL_FROM: 'hoc@example.vn' };
      expect(mail({ ...given, MAIL_PER_MINUTE: '30' })).toEqual({
        ...{ url: given.SMTP_URL, from: given.MAIL_FROM, perMinute: 30 },
      });
      expect(mail({})).toBeNull();
    });
    test.each([
      [{ SMTP_URL: 'smtp://mail.example' }, /MAIL_FROM/],
      [{ SMTP_URL: 'http://mail.example', MAIL_FROM: 'hoc@example.vn' }, /SMTP_URL/],
      [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'hoc' }, /MAIL_FROM/],
      [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'hoc@example.vn', MAIL_PER_MINUTE: '0' }, /PER_MINUTE/],
    ])('refuses %j', (given, words) => expect(() => mail(given)).toThrow(words));
  });

  describe('STORAGE_URL', () => {
    const stored = (value: string) =>
      loadConfig({ DATABASE_URL: outside, DATA_DIR: folder, STORAGE_URL: value }).storageUrl;

    test('names a bucket and the key to it', () => {
      const url = 'http://GK01:secret@storage:3900/hocvuso?region=garage';
      expect(stored(url)).toBe(url);
      expect(stored('')).toBeNull();
    });
    test.each([
      'https://s3.example/bucket',
      'https://key@s3.example/bucket',
      'https://key:secret@s3.example',
      'https://key:secret@s3.example/Bucket',
      'https://key:secret@s3.example/a/b',
      's3://key:secret@s3.example/bucket',
    ])('refuses %s', (value) => expect(() => stored(value)).toThrow(/STORAGE_URL/));
  });
});
