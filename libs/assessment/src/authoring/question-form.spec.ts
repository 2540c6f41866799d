import { describe, expect, test } from '@jest/globals';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import {
  blankDraft,
  draftOf,
  formErrors,
  inputOf,
  OPTION_ROWS,
  questionForm,
  withOptions,
} from './question-form.js';

const posted = {
  type: 'multiple',
  stem: 'Câu hỏi',
  optionCount: '3',
  text0: 'một',
  text1: 'hai',
  text2: 'ba',
  feedback1: 'vì sao hai',
  right: ['0', '2'],
  tags: 'a, b; c',
  difficulty: '3',
};
const form = (more: Record<string, unknown> = {}) => parseInput(questionForm, { ...posted, ...more });

describe('the editor’s form', () => {
  test('reads options by number, with the right ones', () => {
    expect(form().options).toEqual([
      { text: 'một', feedback: '', correct: true },
      { text: 'hai', feedback: 'vì sao hai', correct: false },
      { text: 'ba', feedback: '', correct: true },
    ]);
    expect(form({ right: '1' }).options.map((option) => option.correct)).toEqual([false, true, false]);
    expect(form({ right: undefined, optionCount: 'x' }).options).toHaveLength(4);
  });

  test('adds an option up to eight, removes one down to two, and keeps the others as typed', () => {
    expect(withOptions(form(), 'add').options).toHaveLength(4);
    expect(withOptions(form(), 'remove-1').options.map((option) => option.text)).toEqual(['một', 'ba']);
    const two = withOptions(form(), 'remove-0');
    expect(withOptions(two, 'remove-0').options).toHaveLength(2);
    let full = form() as ReturnType<typeof form>;
    for (let index = 0; index < 10; index++) full = withOptions(full, 'add');
    expect(full.options).toHaveLength(OPTION_ROWS);
    expect(withOptions(form(), 'save').options).toHaveLength(3);
  });

  test('what is empty is left out, what is typed is checked', () => {
    const input = inputOf({ ...form(), externalId: 'q1' }, false);
    expect(input).toMatchObject({
      tags: ['a', 'b', 'c'],
      difficulty: 3,
      level: undefined,
      lesson: undefined,
    });
    expect(inputOf({ ...blankDraft('true-false'), answer: 'false' }, true)).toMatchObject({ answer: false });
    expect(inputOf(blankDraft('true-false'), true).answer).toBeUndefined();
  });

  test('a saved question opens as it was typed', () => {
    const { content, externalId, tags } = parseInput(
      questionInput,
      inputOf({ ...form(), externalId: 'q1' }, false),
    );
    const draft = draftOf(externalId, tags, content);
    expect(draft).toMatchObject({ stem: 'Câu hỏi', tags: 'a, b, c', difficulty: '3', level: '', lesson: '' });
    expect(draft.options).toEqual(form().options);
    const statement = { ...blankDraft('true-false'), externalId: 'q2', stem: 'Phát biểu' };
    for (const answer of ['true', 'false']) {
      const saved = parseInput(questionInput, inputOf({ ...statement, answer }, true));
      expect(draftOf('q2', [], saved.content).answer).toBe(answer);
    }
  });

  test('mistakes point at the fields of the form', () => {
    const fields = ['options.2.text', 'options.0.feedback', 'options', 'lesson', 'tags.1', 'options.1.id'];
    expect(formErrors(fields.map((field) => ({ field, code: 'x' }))).map((error) => error.field)).toEqual([
      'text2',
      'feedback0',
      'options',
      'lesson',
      'tags',
      'options',
    ]);
  });
});
