import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Change, differenceBetween, isNothing } from './difference.js';
import { canonical, type FrameworkDocument } from './framework-document.js';
import { circular, small } from './sample.testing.js';

const told = (change: (document: FrameworkDocument) => void): string[] => {
  const after = small();
  change(after);
  const { changes, head, reordered } = differenceBetween(small(), after);
  const line = ({ part, kind, code, before, after: now }: Change) =>
    `${part} ${kind} ${code}: ${before ?? ''} > ${now ?? ''}`;
  return [
    ...changes.map(line),
    ...head.map((field) => `head ${field}`),
    ...reordered.map((part) => `order ${part}`),
  ];
};

describe('what a new version changes', () => {
  test('from nothing everything is added', () => {
    const { changes } = differenceBetween(null, circular());
    expect(changes.length).toBe(8 + 6 + 24 + 417);
    expect(new Set(changes.map((each) => each.kind))).toEqual(new Set(['added']));
  });

  test.each<[string, (document: FrameworkDocument) => void, string[]]>([
    [
      'reworded',
      (d) => {
        d.indicators[0]!.text = 'Khóa được màn hình.';
      },
      ['indicators reworded A.1.a: Khóa được máy. > Khóa được màn hình.'],
    ],
    [
      'moved to another domain',
      (d) => {
        d.components[1]!.domain = 'B';
      },
      ['components moved A.2: A > B'],
    ],
    [
      'moved to another level',
      (d) => {
        d.indicators[2]!.level = 2;
      },
      ['indicators moved A.2.a: A.2 / 1 > A.2 / 2'],
    ],
    [
      'a component under a new code, its indicators with it',
      (d) => {
        d.components[1]!.code = 'A.9';
        d.components[1]!.replaces = ['A.2'];
        d.indicators[2]!.component = 'A.9';
        d.indicators[2]!.code = 'A.9.a';
      },
      [
        'components moved A.9: A.2 > A.9',
        'components remarked A.9: partial > partial, A.2',
        'indicators moved A.9.a: A.2.a > A.9.a',
      ],
    ],
    ['removed', (d) => d.indicators.splice(3, 1), ['indicators removed B.1.a: =Tìm được tin. > ']],
    [
      'added',
      (d) => d.levels.push({ level: 3, code: 'TC1', proficiency: 'Trung cấp' }),
      ['levels added TC1:  > Trung cấp'],
    ],
    [
      'verified better',
      (d) => {
        d.indicators[1]!.evidence = 'verbatim';
      },
      ['indicators remarked A.1.b: one-source > verbatim'],
    ],
    [
      'the first sheet',
      (d) => {
        d.framework.version = '1.1';
        d.framework.notes = [];
      },
      ['head version', 'head notes'],
    ],
    ['only another order', (d) => d.indicators.reverse(), ['order indicators']],
  ])('%s', (_, change, lines) => expect(told(change)).toEqual(lines));

  test('there is no difference exactly when nothing differs', () => {
    const edit = fc.record({
      row: fc.nat(3),
      field: fc.constantFrom('text', 'evidence', 'level', 'code'),
      value: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
        const after = small();
        for (const { row, field, value } of edits) {
          const target = after.indicators[row]!;
          if (field === 'text') target.text = ['Một', 'Hai', target.text][value]!;
          else if (field === 'evidence')
            target.evidence = (['verbatim', 'partial', 'verbatim'] as const)[value]!;
          else if (field === 'level') target.level = [1, 2, 1][value]!;
          else target.code = [`X${row}`, target.code, target.code][value]!;
        }
        const nothing = isNothing(differenceBetween(small(), after));
        expect(nothing).toBe(canonical(after) === canonical(small()));
      }),
      { numRuns: 2_000 },
    );
  });
});
