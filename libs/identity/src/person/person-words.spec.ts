import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Config } from '#platform/config';
import { CitizenIds, maskedCitizenId, normaliseCitizenId } from './citizen-id.js';
import { compareByGivenName } from './given-name.js';
import { userNameFor } from './user-names.js';

const ids = (secret: string) => new CitizenIds({ secret } as Config);
const ours = ids('a secret of at least thirty-two letters');
const ACCOUNT = '01930000-0000-7000-8000-000000000001';
const OTHER = '01930000-0000-7000-8000-000000000002';
const number = fc.stringMatching(/^\d{12}$/);

describe('citizen numbers', () => {
  test('come back as they went in, and never twice as the same bytes', () => {
    fc.assert(
      fc.property(number, (id) => {
        const one = ours.encrypt(id, ACCOUNT);
        expect(ours.decrypt(one, ACCOUNT)).toBe(id);
        expect(one.equals(ours.encrypt(id, ACCOUNT))).toBe(false);
        expect(one.includes(Buffer.from(id))).toBe(false);
      }),
    );
  });

  test('open only for their own account, under their own secret, unchanged', () => {
    const sealed = ours.encrypt('031085001234', ACCOUNT);
    expect(() => ours.decrypt(sealed, OTHER)).toThrow();
    expect(() => ids('another secret of at least thirty-two').decrypt(sealed, ACCOUNT)).toThrow();
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => ours.decrypt(changed, ACCOUNT)).toThrow();
    }
    expect(() => ours.decrypt(sealed.subarray(0, 20), ACCOUNT)).toThrow();
  });

  test('are found by a hash that needs the secret', () => {
    expect(ours.hash('031085001234').equals(ours.hash('031085001234'))).toBe(true);
    expect(ours.hash('031085001234').equals(ours.hash('031085001235'))).toBe(false);
    expect(
      ours.hash('031085001234').equals(ids('another secret of at least thirty-two').hash('031085001234')),
    ).toBe(false);
  });

  test.each([
    ['031 085 001 234', '031085001234'],
    ['031.085.001.234', '031085001234'],
    ['031085123', '031085123'],
    ['31085001234', null],
    ['03108500123A', null],
    ['', null],
  ])('%p is read as %p', (typed, read) => {
    expect(normaliseCitizenId(typed)).toBe(read);
  });

  test('are shown to their owner with the middle hidden', () => {
    expect(maskedCitizenId('031085001234')).toBe('031•••••••34');
  });
});

describe('names', () => {
  test('are listed by given name, then from the family name on', () => {
    const names = ['Trần Văn Đức', 'Nguyễn Thị Dung', 'Lê An', 'Nguyễn Văn An', 'Phạm Ánh', 'Hoàng Thị Đào'];
    expect(names.sort(compareByGivenName)).toEqual([
      'Lê An',
      'Nguyễn Văn An',
      'Phạm Ánh',
      'Nguyễn Thị Dung',
      'Hoàng Thị Đào',
      'Trần Văn Đức',
    ]);
  });

  test.each([
    ['Phạm Thị Hồng Nhung', 'nhungpth42'],
    ["H'Hen Niê", 'nieh42'],
    ['Đặng Đình Đô', 'dodd42'],
    ['阮', 'hv42'],
  ])('%p signs in as %p', (name, username) => {
    expect(userNameFor(name, 42)).toBe(username);
  });
});
