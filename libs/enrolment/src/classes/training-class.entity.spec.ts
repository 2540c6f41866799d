import { describe, expect, test } from '@jest/globals';
import { TrainingClass } from './training-class.entity.js';

const training = (more: Partial<TrainingClass> = {}) =>
  Object.assign(new TrainingClass(), {
    ...{ startsOn: '2026-11-01', endsOn: '2026-12-31', capacity: null, selfEnrolment: true },
    ...more,
  });

describe('a class', () => {
  test.each([
    ['2026-10-31', 'ahead'],
    ['2026-11-01', 'open'],
    ['2026-12-31', 'open'],
    ['2027-01-01', 'over'],
  ])('on %s is %s', (day, phase) => expect(training().phaseOn(day)).toBe(phase));

  test('says its days when it is not open', () => {
    expect(() => training().assertOpen('2026-10-31')).toThrow('enrolment.class-ahead');
    expect(() => training().assertOpen('2027-01-01')).toThrow('enrolment.class-over');
    expect(() => training().assertOpen('2026-12-31')).not.toThrow();
  });

  test('takes lists before it opens and people by themselves only while it is open', () => {
    expect(() => training().assertAdmits('list', '2026-10-01')).not.toThrow();
    expect(() => training().assertAdmits('list', '2027-01-01')).toThrow('enrolment.class-over');
    expect(() => training().assertAdmits('self', '2026-10-01')).toThrow('enrolment.class-ahead');
    expect(() => training({ selfEnrolment: false }).assertAdmits('self', '2026-11-21')).toThrow(
      'enrolment.list-only',
    );
  });

  test('has room for exactly as many as are left', () => {
    const small = training({ capacity: 10 });
    expect(() => small.assertRoomFor(3, 7)).not.toThrow();
    expect(() => small.assertRoomFor(4, 7)).toThrow('enrolment.class-full');
    expect([small.placesLeft(7), small.placesLeft(12), training().placesLeft(99)]).toEqual([3, 0, null]);
    expect(() => training().assertRoomFor(100_000, 1)).not.toThrow();
  });
});
