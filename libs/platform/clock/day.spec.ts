import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localDay, localMinute, localYear } from './index.js';

test.each([
  ['2026-12-31T16:59:59.999Z', '2026-12-31T23:59', 2026],
  ['2026-12-31T17:00:00.000Z', '2027-01-01T00:00', 2027],
  ['2028-02-28T17:00:00.000Z', '2028-02-29T00:00', 2028],
  ['2027-02-28T17:00:00.000Z', '2027-03-01T00:00', 2027],
])('%s is %s in Viet Nam', (moment, local, year) => {
  const at = new Date(moment);
  expect([localMinute(at), localDay(at), localYear(at)]).toEqual([local, local.slice(0, 10), year]);
});

test('agrees with the time zone of Viet Nam as the runtime knows it', () => {
  const format = { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' } as const;
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (at) => expect(at.toLocaleString('sv-SE', format).replace(' ', 'T')).toBe(localMinute(at)),
    ),
  );
});
