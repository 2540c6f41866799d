import fc from 'fast-check';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import { questionTypeCodes } from '../question-types/index.js';
import type { OutgoingQuestion } from './item.js';

/** Words that formats could trip over: their own signs, markup, formulas, line ends, other alphabets. */
const piece = fc.oneof(
  fc.constantFrom(
    'Bảo vệ dữ liệu',
    'a -> b',
    '{x}',
    '=',
    '~',
    '#',
    '%50%',
    '50%',
    '\\',
    '\\n',
    ':',
    '::',
    '//',
    '$CATEGORY: x',
    '[html]',
    ']',
    '<b>',
    '</p>',
    '&amp;',
    '&',
    '"',
    "'",
    'ANSWER: A',
    'A. x',
    'A) y',
    '*',
    '=1+1',
    '@a',
    '-',
    '|',
    ']]>',
    '<!-- x -->',
    '汉字',
    '😀',
    'T',
    'TRUE',
    '1..5',
    '3:1',
    '####',
    ';',
    ',',
    '{}',
    '[[a]]',
    '_x000D_',
    '=>',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
);
const line = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(' '))
  .filter((text) => text.trim() !== '');
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const different = (least: number, most: number) =>
  fc.uniqueArray(line, {
    minLength: least,
    maxLength: most,
    selector: (text) => text.replace(/\s+/g, ' ').trim(),
  });
const percent = fc.constantFrom(100, 100, 50, 33, 1);
const scoring = fc.constantFrom('partial', 'exact');
const decimals = fc.integer({ min: -100_000, max: 100_000 }).map((units) => String(units / 1000));

const BODIES: Record<string, fc.Arbitrary<object>> = {
  'true-false': fc.record({ answer: fc.boolean() }),
  single: fc
    .tuple(different(2, 6), fc.nat(), fc.array(maybe(lines), { minLength: 6, maxLength: 6 }))
    .map(([texts, right, feedback]) => ({
      options: texts.map((text, index) => ({
        text,
        correct: index === right % texts.length,
        feedback: feedback[index],
      })),
    })),
  multiple: fc
    .tuple(different(2, 8), fc.nat(), scoring, maybe(lines))
    .map(([texts, right, scored, feedback]) => ({
      options: texts.map((text, index) => ({ text, correct: index <= right % (texts.length - 1), feedback })),
      scoring: scored,
    })),
  kprim: fc
    .tuple(
      different(2, 5),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.constantFrom('kprim', 'partial', 'exact'),
      maybe(line),
    )
    .map(([texts, correct, scored, feedback]) => ({
      statements: texts.map((text, index) => ({ text, correct: correct[index], feedback })),
      scoring: scored,
    })),
  matching: fc
    .tuple(different(2, 5), different(2, 6), fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), scoring)
    .map(([rows, choices, matches, scored]) => ({
      rows: rows.map((text, index) => ({ text, match: `c${matches[index]! % choices.length}` })),
      choices: choices.map((text, index) => ({ id: `c${index}`, text })),
      scoring: scored,
    })),
  ordering: fc
    .tuple(different(3, 6), scoring)
    .map(([texts, scored]) => ({ items: texts.map((text) => ({ text })), scoring: scored })),
  categorise: fc
    .tuple(different(2, 3), different(2, 5), fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), scoring)
    .map(([categories, items, places, scored]) => ({
      categories: categories.map((text, index) => ({ id: `c${index}`, text })),
      items: items.map((text, index) => ({ text, category: `c${places[index]! % categories.length}` })),
      scoring: scored,
    })),
  likert: fc.tuple(different(1, 4), different(2, 5)).map(([statements, scale]) => ({
    statements: statements.map((text) => ({ text })),
    scale: scale.map((text) => ({ text })),
  })),
  'short-answer': fc
    .tuple(
      different(1, 4),
      fc.array(percent, { minLength: 4, maxLength: 4 }),
      maybe(line),
      fc.constantFrom('required', 'optional'),
      fc.constantFrom('ignored', 'required'),
    )
    .map(([texts, percents, feedback, diacritics, letterCase]) => ({
      accepted: texts.map((text, index) => ({
        text,
        percent: index === 0 ? 100 : percents[index],
        feedback,
      })),
      diacritics,
      letterCase,
    })),
  numeric: fc
    .tuple(
      fc.array(fc.tuple(decimals, decimals, percent), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(
        undefined,
        undefined,
        { kind: 'shown', text: 'GB = x' },
        {
          kind: 'choose',
          options: [{ text: 'MB', factor: '1' }, { text: 'k=g' }, { text: 'KB', factor: '0.5' }],
        },
      ),
    )
    .map(([accepted, unit]) => ({
      ...(unit ? { unit } : {}),
      accepted: accepted.map(([value, tolerance, share], index) => ({
        value,
        tolerance: tolerance.replace('-', ''),
        percent: index === 0 ? 100 : share,
      })),
    })),
};

/** A text with gaps, and what stands in them. */
const gapped = <T>(inside: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(lines, inside), { minLength: 1, maxLength: 4 }).map((parts) => ({
    text: parts.map(([words], index) => `${words.replace(/[[\]]/g, '')} [[${index + 1}]] .`).join('\n'),
    inside: parts.map(([, each]) => each),
  }));
const word = line.map((text) => text.replace(/[|[\]\n]/g, ' ')).filter((text) => text.trim() !== '');
const words = (least: number, most: number) =>
  fc.uniqueArray(word, {
    minLength: least,
    maxLength: most,
    selector: (text) => text.replace(/\s+/g, ' ').trim(),
  });

BODIES['gap-text'] = fc
  .tuple(
    gapped(words(1, 3)),
    fc.constantFrom('required', 'optional'),
    fc.constantFrom('ignored', 'required'),
    scoring,
  )
  .map(([{ text, inside }, diacritics, letterCase, scored]) => ({
    ...{ text, diacritics, letterCase, scoring: scored },
    gaps: inside.map((accepted, index) => ({ id: `${index + 1}`, accepted })),
  }));
BODIES['gap-select'] = fc
  .tuple(gapped(fc.tuple(words(2, 4), fc.nat())), scoring)
  .map(([{ text, inside }, scored]) => ({
    ...{ text, scoring: scored },
    gaps: inside.map(([texts, right], index) => ({
      id: `${index + 1}`,
      options: texts.map((each, place) => ({ text: each, correct: place === right % texts.length })),
    })),
  }));
BODIES['drag-words'] = fc
  .tuple(gapped(fc.nat()), words(2, 6), scoring)
  .map(([{ text, inside }, texts, scored]) => ({
    ...{ text, scoring: scored },
    gaps: inside.map((nth, index) => ({ id: `${index + 1}`, word: `w${nth % texts.length}` })),
    words: texts.map((each, index) => ({ id: `w${index}`, text: each })),
  }));

/** The picture of generated questions, of {@link SIZE}. */
export const GENERATED_PICTURE = '00000000-0000-7000-8000-00000000000b';
const SIZE = { width: 120, height: 80 };
const shown = different(1, 1).map(([alt]) => ({ id: GENERATED_PICTURE, alt, ...SIZE }));
const area = fc
  .tuple(fc.nat(50), fc.nat(30), fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 20 }))
  .map(([x, y, width, height]) => ({ x, y, width: 2 * width, height: 2 * height }));
const areas = fc.array(area, { minLength: 5, maxLength: 5 });

BODIES['hotspot'] = fc
  .tuple(
    shown,
    different(2, 5),
    areas,
    fc.array(fc.constantFrom('rect', 'circle'), { minLength: 5, maxLength: 5 }),
    fc.boolean(),
    scoring,
  )
  .map(([picture, labels, places, shapes, several, scored]) => ({
    ...{ picture, several, scoring: scored },
    areas: labels.map((label, index) => ({
      label,
      shape: shapes[index],
      correct: index === 0,
      ...places[index],
    })),
  }));
BODIES['drag-onto-picture'] = fc
  .tuple(
    shown,
    different(1, 4),
    different(2, 5),
    areas,
    fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
    scoring,
  )
  .map(([picture, labels, texts, places, tokens, scored]) => ({
    ...{ picture, scoring: scored, tokens: texts.map((text, index) => ({ id: `t${index}`, text })) },
    places: labels.map((label, index) => ({
      label,
      token: `t${tokens[index]! % texts.length}`,
      ...places[index],
    })),
  }));
BODIES['stimulus'] = fc
  .tuple(
    lines,
    maybe(shown),
    fc.array(
      fc
        .constantFrom(...Object.keys(BODIES))
        .chain((type) =>
          fc.record({ type: fc.constant(type), stem: lines, body: BODIES[type] as fc.Arbitrary<object> }),
        ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, picture, questions]) => ({ text, ...(picture ? { picture } : {}), questions }));

/** Questions of every type that is here, as they lie in a bank. */
export const storedQuestions: fc.Arbitrary<OutgoingQuestion[]> = fc
  .array(
    fc.constantFrom(...Object.keys(BODIES).filter((type) => questionTypeCodes.includes(type))).chain((type) =>
      fc.record({
        type: fc.constant(type),
        stem: lines,
        body: BODIES[type] as fc.Arbitrary<object>,
        explanation: maybe(lines),
        component: maybe(fc.constantFrom('6.1', '4.2')),
        level: maybe(fc.integer({ min: 1, max: 8 })),
        difficulty: fc.integer({ min: 1, max: 3 }),
        lesson: maybe(fc.constant('01-bai-mot')),
        tags: fc.uniqueArray(fc.constantFrom('an-toàn', 'a b', 'x]y', 'z,w', '[v]', 'c:d=e'), {
          maxLength: 3,
        }),
      }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.flatMap((each, index) => {
      try {
        const { externalId, tags, content } = parseInput(questionInput, {
          externalId: `q-${index}`,
          ...each,
        });
        return [{ externalId, tags, ...content }];
      } catch {
        // What the words above became is no question: two equal texts, an empty one.
        return [];
      }
    }),
  );
