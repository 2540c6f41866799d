import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { errorLine } from './error-line.policy.js';

const ID = '01930000-0000-7000-8000-000000000001';

describe('the line of an error that operators read', () => {
  test.each([
    ['always broken\nwith details that stay out', 'always broken'],
    ['invalid input syntax for type date: "17/02/1964"', 'invalid input syntax for type date: …'],
    ['Key (phone)=(0912345678) already exists', 'Key … already exists'],
    ['No mailbox at ha.nguyen@haiphong.gov.vn today', 'No mailbox at … today'],
    ['No person with 031 064 001 234', 'No person with …'],
    [`Attempt ${ID} of enrolment ${ID} has no quiz`, `Attempt ${ID} of enrolment ${ID} has no quiz`],
    ['Took 500 of 840 units', 'Took 500 of 840 units'],
  ])('%j becomes %j', (message, line) => expect(errorLine(new Error(message))).toBe(line));

  test('begins with the code of a database failure', () => {
    const error = Object.assign(
      new Error('duplicate key value violates unique constraint "person_phone_key"'),
      {
        code: '23505',
      },
    );
    expect(errorLine(error)).toBe('23505: duplicate key value violates unique constraint …');
  });

  test('a refusal, whose message is its code, says it once', () => {
    expect(errorLine(Object.assign(new Error('tasks.failed'), { code: 'tasks.failed' }))).toBe(
      'tasks.failed',
    );
  });

  test('is never empty and never long', () => {
    expect(errorLine(new TypeError(''))).toBe('TypeError');
    expect(errorLine(new Error('a'.repeat(5000)))).toHaveLength(300);
  });

  test('never shows a telephone number, however it is written', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^0[35789]\d{8}$/),
        fc.constantFrom('', ' ', '.', '-'),
        fc.string(),
        (phone, gap, before) => {
          const written = [phone.slice(0, 4), phone.slice(4, 7), phone.slice(7)].join(gap);
          expect(errorLine(new Error(`${before.replace(/\s/g, '')} ${written}`))).not.toContain(
            phone.slice(4, 7) + gap + phone.slice(7),
          );
        },
      ),
    );
  });
});
