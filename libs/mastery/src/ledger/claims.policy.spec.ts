import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AwardRule, type Evidence, ledgerRows, satisfies } from './claims.policy.js';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const rule = (change: Partial<AwardRule> = {}): AwardRule => ({
  ...{ id: 'r1', courseId: 'c', basis: 'examination', percent: 70, minQuestions: 2, retiredAt: null },
  ...{ frameworkVersionId: 'v', component: '4.1', level: 3 },
  ...change,
});
const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  ...{ enrolmentId: 'e', accountId: 'a', courseId: 'c', completedAt: null, withdrawnAt: null },
  ...{ losses: [], revocations: [], attempts: [] },
  ...change,
});
const attempt = (change: Partial<Evidence['attempts'][number]> = {}): Evidence['attempts'][number] => ({
  ...{ enrolmentId: 'e', attemptId: 't', gradeId: 'g', gradedAt: day(5), replacedAt: null },
  ...{ firstGradedAt: day(5) },
  ...{ skills: [{ code: '4.1', units: 7, maxUnits: 10, questions: 2 }] },
  ...change,
});
const same = (_: string, code: string) => code;
const told = (given: Evidence, rules: AwardRule[], resolve = same) =>
  ledgerRows(given, rules, resolve).map(
    (row) => `${row.kind} ${row.cause ?? ''} ${row.happenedAt.getUTCDate()}`,
  );

describe('the threshold', () => {
  test.each([
    [70, 2, { units: 7, maxUnits: 10, questions: 2 }, true],
    [70, 2, { units: 6999, maxUnits: 10_000, questions: 2 }, false],
    [70, 3, { units: 10, maxUnits: 10, questions: 2 }, false],
    [1, 1, { units: 0, maxUnits: 0, questions: 1 }, false],
    [100, 1, { units: 10, maxUnits: 10, questions: 1 }, true],
  ])('%i%% of at least %i questions: %j is %s', (percent, minQuestions, marks, passes) => {
    expect(satisfies({ percent, minQuestions }, marks)).toBe(passes);
  });
});

describe('what counts', () => {
  test.each<[string, Partial<Evidence>, Partial<AwardRule>, string[]]>([
    ['an attempt', { attempts: [attempt()] }, {}, ['reached  5']],
    [
      'one that was graded anew',
      { attempts: [attempt({ replacedAt: day(8) })] },
      {},
      ['reached  5', 'withdrawn regraded 8'],
    ],
    [
      'one of somebody who left',
      { attempts: [attempt()], withdrawnAt: day(9) },
      {},
      ['reached  5', 'withdrawn left 9'],
    ],
    [
      'regraded, then left: the earlier is the cause',
      { attempts: [attempt({ replacedAt: day(8) })], withdrawnAt: day(9) },
      {},
      ['reached  5', 'withdrawn regraded 8'],
    ],
    [
      'one whose certificate was revoked for it',
      { attempts: [attempt()], revocations: [day(9)] },
      {},
      ['reached  5', 'withdrawn revoked 9'],
    ],
    [
      'revoked, then graded anew: the old showing gives nothing more',
      {
        attempts: [
          attempt({ replacedAt: day(11) }),
          attempt({ gradeId: 'g2', gradedAt: day(11), replacedAt: null }),
        ],
        revocations: [day(9)],
      },
      {},
      ['reached  5', 'withdrawn revoked 9'],
    ],
    [
      'shown again after a revocation',
      { attempts: [attempt({ gradedAt: day(10), firstGradedAt: day(10) })], revocations: [day(9)] },
      {},
      ['reached  10'],
    ],
    [
      'graded anew after the rule was retired: it was shown before',
      { attempts: [attempt({ gradeId: 'g2', gradedAt: day(8) })] },
      { retiredAt: day(6) },
      ['reached  8'],
    ],
    [
      'a completion that a regrade took back, and gave back',
      {
        completedAt: day(3),
        losses: [{ completedAt: day(3), lostAt: day(6), regainedAt: day(8) }],
      },
      { basis: 'completion' },
      ['reached  3', 'withdrawn regraded 6', 'reached  8'],
    ],
    ['graded after leaving', { attempts: [attempt()], withdrawnAt: day(5) }, {}, []],
    ['shown before the rule was retired', { attempts: [attempt()] }, { retiredAt: day(6) }, ['reached  5']],
    ['shown when it was retired', { attempts: [attempt()] }, { retiredAt: day(5) }, []],
    ['another course', { attempts: [attempt()], courseId: 'other' }, {}, []],
    ['completion', { completedAt: day(7) }, { basis: 'completion', percent: null }, ['reached  7']],
    [
      'completion, then left',
      { completedAt: day(7), withdrawnAt: day(8) },
      { basis: 'completion' },
      ['reached  7', 'withdrawn left 8'],
    ],
    ['marks without completion', { attempts: [attempt()] }, { basis: 'completion' }, []],
    ['completion without marks', { completedAt: day(7) }, {}, []],
  ])('%s', (_, given, change, rows) => expect(told(evidence(given), [rule(change)])).toEqual(rows));

  test('questions under an old code count for the component that took its place, together', () => {
    const skills = [
      { code: '4.1', units: 2, maxUnits: 5, questions: 1 },
      { code: 'old', units: 5, maxUnits: 5, questions: 1 },
      { code: '6.1', units: 0, maxUnits: 5, questions: 9 },
    ];
    const resolve = (_: string, code: string) => (code === 'old' ? '4.1' : code);
    expect(told(evidence({ attempts: [attempt({ skills })] }), [rule()], resolve)).toEqual(['reached  5']);
    expect(told(evidence({ attempts: [attempt({ skills })] }), [rule()])).toEqual([]);
  });
});

test('the same evidence gives the same rows whatever the order of rules, and no id twice', () => {
  const anyAttempt = fc.record({
    gradeId: fc.uuid(),
    units: fc.nat(10),
    on: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(anyAttempt, { selector: (each) => each.gradeId, maxLength: 6 }),
      fc.boolean(),
      (given, left) => {
        const attempts = given.map(({ gradeId, units, on }) =>
          attempt({
            gradeId,
            gradedAt: day(on),
            skills: [{ code: '4.1', units, maxUnits: 10, questions: 2 }],
          }),
        );
        const whole = evidence({ attempts, completedAt: day(3), withdrawnAt: left ? day(20) : null });
        const rules = [
          rule(),
          rule({ id: 'r2', level: 1, percent: 10 }),
          rule({ id: 'r3', basis: 'completion' }),
        ];
        const byId = (rows: ReturnType<typeof ledgerRows>) =>
          [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
        const rows = byId(ledgerRows(whole, rules, same));
        expect(byId(ledgerRows(whole, [...rules].reverse(), same))).toEqual(rows);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        const reached = rows.filter((row) => row.kind === 'reached');
        expect(rows.filter((row) => row.kind === 'withdrawn').length).toBe(left ? reached.length : 0);
      },
    ),
    { numRuns: 1_000 },
  );
});
