import { expect, test } from '@jest/globals';
import { bodyOfLines } from './answer-lines.js';

/** Lines as an author writes them by hand. */
test.each([
  [
    'numeric',
    ['= 3,5 ± 0,1', '# gần đúng', '= 4 | 50%', '@ MB = 1', '@ KB = 0,001', '@ kg ='],
    {
      accepted: [
        { value: '3.5', tolerance: '0.1', feedback: 'gần đúng' },
        { value: '4', percent: 50 },
      ],
      unit: {
        kind: 'choose',
        options: [{ text: 'MB', factor: '1' }, { text: 'KB', factor: '0.001' }, { text: 'kg' }],
      },
    },
  ],
  [
    'numeric',
    ['= 8 +/- 1', '@ GB'],
    { accepted: [{ value: '8', tolerance: '1' }], unit: { kind: 'shown', text: 'GB' } },
  ],
  [
    'short-answer',
    ['= Hà Nội', '= a\\|b | 30%'],
    { accepted: [{ text: 'Hà Nội' }, { text: 'a|b', percent: 30 }] },
  ],
  [
    'likert',
    ['- Tôi tự tin', '= Không', '= Có'],
    { statements: [{ text: 'Tôi tự tin' }], scale: [{ text: 'Không' }, { text: 'Có' }] },
  ],
])('%s %#', (type, lines, body) => expect(bodyOfLines(type, lines)).toEqual(body));

test.each([
  ['numeric', ['3,5']],
  ['short-answer', ['= a | nửa điểm']],
  ['likert', ['Tôi tự tin']],
])('%s %j is not understood', (type, lines) => {
  expect(() => bodyOfLines(type, lines)).toThrow('answers-not-understood');
});
