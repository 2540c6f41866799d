import { describe, expect, test } from '@jest/globals';
import type { InvalidInput } from '#platform/errors';
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

  test('that was closed is over on any day, and says when it ended', () => {
    const closed = training();
    expect([closed.close('2026-11-20', 'a'), closed.close('2026-11-25', 'b')]).toEqual([true, false]);
    expect([closed.closedOn, closed.closedBy, closed.phaseOn('2026-11-20')]).toEqual([
      '2026-11-20',
      'a',
      'over',
    ]);
    expect(() => closed.assertAdmits('list', '2026-11-20')).toThrow(
      expect.objectContaining({ params: { date: '20/11/2026' } }) as never,
    );
    const late = training();
    late.close('2027-02-01', 'a');
    expect(() => late.assertOpen('2026-11-20')).toThrow(
      expect.objectContaining({ params: { date: '31/12/2026' } }) as never,
    );
    expect([closed.reopen(), closed.reopen(), closed.phaseOn('2026-11-20')]).toEqual([true, false, 'open']);
  });

  test('with people in it changes within what they already do', () => {
    const now = training({ courseId: 'c1' });
    const wrong = (changes: object, taken: { enrolled: number; started: number }) => {
      try {
        now.assertFits({ ...now, ...changes } as TrainingClass, taken, '2026-11-20');
        return [];
      } catch (error) {
        return (error as InvalidInput).errors.map(({ field }) => field);
      }
    };
    const everything = { courseId: 'c2', capacity: 4, startsOn: '2026-11-21' };
    expect(wrong(everything, { enrolled: 0, started: 0 })).toEqual([]);
    expect(wrong(everything, { enrolled: 5, started: 1 })).toEqual(['courseId', 'capacity', 'startsOn']);
    expect(wrong({ capacity: 5, startsOn: '2026-11-20' }, { enrolled: 5, started: 1 })).toEqual([]);
  });

  test('has room for exactly as many as are left', () => {
    const small = training({ capacity: 10 });
    expect(() => small.assertRoomFor(3, 7)).not.toThrow();
    expect(() => small.assertRoomFor(4, 7)).toThrow('enrolment.class-full');
    expect([small.placesLeft(7), small.placesLeft(12), training().placesLeft(99)]).toEqual([3, 0, null]);
    expect(() => training().assertRoomFor(100_000, 1)).not.toThrow();
  });
});
