import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import { rowsOf } from '../question-types/editor/question-editor.js';
import { blankDraft, changedRows, draftOf, formErrors, inputOf, questionForm } from './question-form.js';

const posted = {
  type: 'multiple',
  stem: 'Câu hỏi',
  'body.options.count': '3',
  'body.options.0.text': 'một',
  'body.options.0.correct': 'on',
  'body.options.1.text': 'hai',
  'body.options.1.feedback': 'vì sao hai',
  'body.options.2.text': 'ba',
  'body.options.2.correct': 'on',
  'body.scoring': 'exact',
  tags: 'a, b; c',
  difficulty: '3',
};
const form = (more: Record<string, unknown> = {}) => parseInput(questionForm, { ...posted, ...more });
const textsOf = (draft: ReturnType<typeof form>) => rowsOf(draft.values, 'options').map((row) => row['text']);

describe('the editor’s form', () => {
  test('reads rows by number, boxes and the one picked row', () => {
    expect(form().values).toEqual({
      options: [
        { text: 'một', feedback: '', correct: true },
        { text: 'hai', feedback: 'vì sao hai', correct: false },
        { text: 'ba', feedback: '', correct: true },
      ],
      scoring: 'exact',
    });
    const one = form({ type: 'single', 'body.options.correct': '1' });
    expect(rowsOf(one.values, 'options').map((row) => row['correct'])).toEqual([false, true, false]);
    expect(textsOf(form({ 'body.options.count': 'x' }))).toHaveLength(2);
    expect(textsOf(form({ 'body.options.count': '99' }))).toHaveLength(12);
  });

  test('adds a row up to the most, removes one down to the fewest, and keeps the others as typed', () => {
    expect(textsOf(changedRows(form(), 'add:body.options'))).toEqual(['một', 'hai', 'ba', '']);
    const two = changedRows(form(), 'remove:body.options.1');
    expect(textsOf(two)).toEqual(['một', 'ba']);
    expect(textsOf(changedRows(two, 'remove:body.options.0'))).toHaveLength(2);
    let full = form();
    for (let index = 0; index < 20; index++) full = changedRows(full, 'add:body.options');
    expect(textsOf(full)).toHaveLength(12);
    expect(changedRows(form(), 'add:body.khac').values).toEqual(form().values);
  });

  test('takes no field that it does not know', () => {
    expect(() => form({ mark: '840' })).toThrow(InvalidInput);
    expect(() => form({ 'body.options.0.text': 'x'.repeat(9000) })).toThrow(InvalidInput);
    const flood = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`body.x${index}`, '']));
    expect(() => form(flood)).toThrow(InvalidInput);
  });

  test('what is empty is left out, what is typed is checked', () => {
    expect(inputOf({ ...form(), externalId: 'q1' })).toMatchObject({
      tags: ['a', 'b', 'c'],
      difficulty: 3,
      level: undefined,
      lesson: undefined,
    });
    expect(inputOf(blankDraft('true-false')).body).toEqual({});
  });

  test('a saved question opens as it was typed', () => {
    const { content, ...about } = parseInput(questionInput, inputOf({ ...form(), externalId: 'q1' }));
    const draft = draftOf({ ...about, folderId: 'thu-muc' }, content);
    expect(draft).toMatchObject({
      stem: 'Câu hỏi',
      tags: 'a, b, c',
      difficulty: '3',
      level: '',
      lesson: '',
      folder: 'thu-muc',
    });
    expect(draft.values).toEqual(form().values);
  });

  test('mistakes point at the fields of the form, or at the field around them', () => {
    const fields = [
      'body.options.2.text',
      'body.options.0.id',
      'body.options',
      'body.scoring',
      'body',
      'lesson',
      'tags.1',
    ];
    const errors = fields.map((field) => ({ field, code: 'x' }));
    expect(formErrors(errors, form()).map((error) => error.field)).toEqual([
      'body.options.2.text',
      'body.options',
      'body.options',
      'body.scoring',
      'body.options',
      'lesson',
      'tags',
    ]);
  });
});
