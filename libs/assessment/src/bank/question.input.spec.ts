import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import type { SingleBody } from '../question-types/single/single.js';
import { multiple, single, statement } from '../testing/questions.js';
import { Question } from './question.entity.js';
import { type QuestionInput, questionInput } from './question.input.js';
import type { QuestionVersion } from './question-version.entity.js';

const now = new Date('2026-11-21T03:00:00Z');
const content = (input: QuestionInput) => parseInput(questionInput, input).content;
const errors = (input: unknown): string[] => {
  try {
    parseInput(questionInput, input);
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors.map(({ field, code }) => `${field} ${code}`);
    throw error;
  }
  return [];
};

describe('a question as an author gives it', () => {
  test('gets option ids by place', () => {
    const { options } = content(single('q')).body as SingleBody;
    expect(options.map(({ id, correct }) => [id, correct])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
      ['d', false],
    ]);
  });

  test('text is composed, without invisible or direction-changing characters, and keeps its lines', () => {
    const given = single('q', { stem: '  Vie\u0323\u0302t\u202E Nam\u0000 \r\n\u200Bdòng  hai\u2066 ' });
    expect(content(given).stem).toBe('Việt Nam\ndòng hai');
  });

  test.each([
    ['an unknown type', { ...single('q'), type: 'essay' }, 'type assessment.unknown-type'],
    ['no text', single('q', { stem: ' \u200B ' }), 'stem assessment.stem-empty'],
    [
      'two right options',
      single('q', {
        body: {
          options: [
            { text: 'x', correct: true },
            { text: 'y', correct: true },
          ],
        },
      }),
      'body.options assessment.one-right',
    ],
    ['no options', single('q', { body: { options: [] } }), 'body.options assessment.option-count'],
    ['a statement without its truth', statement('q', { body: {} }), 'body.answer assessment.true-or-false'],
    [
      'an empty option',
      single('q', { body: { options: [{ text: ' ' }, { text: 'y', correct: true }] } }),
      'body.options.0.text assessment.option-empty',
    ],
    [
      'two options of one text',
      single('q', { body: { options: [{ text: 'x' }, { text: ' x ', correct: true }] } }),
      'body.options.1.text assessment.option-text-twice',
    ],
    ['a level outside the framework', single('q', { level: 9 }), 'level input.too-big'],
    ['an odd code', single('câu 1'), 'externalId assessment.external-id'],
    ['an unknown field', { ...single('q'), answers: [] }, ' input.unknown-field'],
  ])('refuses %s', (_, input, error) => {
    expect(errors(input)).toContain(error);
  });
});

describe('versions', () => {
  const saving = { now, by: null, needsReview: false };
  const start = () => {
    const question = Question.of('bank', 'q1', ['a'], now);
    const first = question.revise(null, content(multiple('q1')), saving) as QuestionVersion;
    return { question, first };
  };

  test('the same content is no new version, any change of it is', () => {
    const { question, first } = start();
    expect(first.version).toBe(1);
    expect(question.revise(first, content(multiple('q1')), saving)).toBeNull();
    // As the database gives it back: the keys of an object in another order.
    first.body = Object.fromEntries(Object.entries(first.body).reverse());
    expect(question.revise(first, content(multiple('q1')), saving)).toBeNull();
    const changes: Partial<QuestionInput>[] = [
      { stem: 'Khác' },
      { explanation: 'Khác' },
      { difficulty: 3 },
      { component: '1.1' },
      { level: 4 },
      { lesson: '09-khac' },
      { body: { options: [{ text: 'Kiểm tra nguồn', correct: true }, { text: 'Tin ngay' }] } },
    ];
    for (const change of changes) {
      const { question, first } = start();
      expect(question.revise(first, content(multiple('q1', change)), saving)?.version).toBe(2);
      expect(question.currentVersion).toBe(2);
    }
  });

  test('tags belong to the question and make no version', () => {
    const { question } = start();
    expect(question.retag(['a'])).toBe(false);
    expect(question.retag(['a', 'b'])).toBe(true);
    expect(question.currentVersion).toBe(1);
  });

  test('new quizzes draw what was reviewed: at once, or the newest that somebody approved', () => {
    const { question, first } = start();
    expect([first.status, question.reviewedVersion]).toEqual(['reviewed', 1]);
    const careful = { now, by: 'author', needsReview: true };
    const revised = (stem: string) =>
      question.revise(first, content(multiple('q1', { stem })), careful) as QuestionVersion;
    expect([revised('Hai').status, question.reviewedVersion]).toEqual(['draft', 1]);
    revised('Ba');
    question.approve(3);
    question.approve(2);
    expect([question.currentVersion, question.reviewedVersion]).toEqual([3, 3]);
  });

  test('retired once, restored once', () => {
    const { question } = start();
    expect(() => question.restore()).toThrow('assessment.not-retired');
    question.retire(now);
    expect(question.retiredAt).toBe(now);
    expect(() => question.retire(now)).toThrow('assessment.already-retired');
    question.restore();
    expect(question.retiredAt).toBeNull();
  });
});
