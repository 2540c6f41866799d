import { expect, test } from '@jest/globals';
import { abbreviated, type NamedPerson, publicName } from './public-name.policy.js';

const person = (more: Partial<NamedPerson>): NamedPerson => ({
  ...{ fullName: 'Nguyễn Thị Hồng Nhung', consented: true, birthDate: '1990-01-01', birthYear: null },
  targetGroup: 'citizen',
  ...more,
});
const FULL = 'Nguyễn Thị Hồng Nhung';
const SHORT = 'N. T. H. Nhung';

test.each([
  ['agreed and of age', {}, FULL],
  ['did not agree', { consented: false }, SHORT],
  ['eighteen today', { birthDate: '2008-10-10' }, FULL],
  ['eighteen tomorrow', { birthDate: '2008-10-11' }, SHORT],
  ['born in a leap year, eighteen', { birthDate: '2008-02-29' }, FULL],
  ['only the year known, eighteen all of this year', { birthDate: null, birthYear: 2007 }, FULL],
  ['only the year known, perhaps still seventeen', { birthDate: null, birthYear: 2008 }, SHORT],
  ['an official of unknown age', { birthDate: null, targetGroup: 'official' }, FULL],
  ['a citizen of unknown age', { birthDate: null }, SHORT],
  ['a pupil of unknown age', { birthDate: null, targetGroup: 'student' }, SHORT],
])('%s', (_, more, shown) => expect(publicName(person(more), '2026-10-10')).toBe(shown));

test.each([
  ['Đặng Văn Ổn', 'Đ. V. Ổn'],
  ['Nhung', 'Nhung'],
  ['ê đê y', 'Ê. Đ. y'],
  ['', ''],
])('“%s” is shortened to “%s”', (name, short) => expect(abbreviated(name)).toBe(short));
