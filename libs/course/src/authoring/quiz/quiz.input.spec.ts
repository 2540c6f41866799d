import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '#platform/errors';
import { newId } from '#platform/ids';
import { quizForm } from './quiz.input.js';

const form = (more: Record<string, string>) => ({
  bankId: newId(),
  title: 'Bài kiểm tra',
  minutes: '30',
  attemptsAllowed: '2',
  passPercent: '70',
  feedbackRelease: 'never',
  ...more,
});

describe('the page of a quiz', () => {
  test('draws by tag, or by a blueprint whatever stands in the tags', () => {
    expect(quizForm(form({ 'draw.a': '3', 'draw.b': '' }))).toMatchObject({
      blueprintId: null,
      draw: [{ tag: 'a', count: 3 }],
    });
    const blueprintId = newId();
    const chosen = quizForm(form({ 'draw.a': '3', blueprintId }));
    expect(chosen.blueprintId).toBe(blueprintId);
    expect(chosen).not.toHaveProperty('draw');
    expect(() => quizForm(form({ blueprintId: '' }))).toThrow(InvalidInput);
  });
});
