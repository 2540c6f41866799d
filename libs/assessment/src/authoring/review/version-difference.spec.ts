import { describe, expect, test } from '@jest/globals';
import { parseInput } from '#platform/http';
import { type QuestionInput, questionInput } from '../../bank/question.input.js';
import { multiple } from '../../testing/questions.js';
import { difference } from './version-difference.js';

const content = (more: Partial<QuestionInput>) =>
  parseInput(questionInput, multiple('q1', { body: { options: THREE }, ...more })).content;
const THREE = [{ text: 'Một', correct: true }, { text: 'Hai', correct: true }, { text: 'Ba' }];

describe('what changed between two versions', () => {
  test('nothing, when they say the same', () => {
    expect(difference(content({}), content({}))).toEqual([]);
  });

  test('words, keys and choices, each under its name in the editor', () => {
    const [one, two, three] = THREE;
    const after = content({
      stem: 'Câu hỏi khác',
      explanation: undefined,
      level: 3,
      difficulty: 3,
      body: { scoring: 'exact', options: [one, { ...two, correct: false }, three, { text: 'Bốn' }] },
    });
    const said = difference(content({ explanation: 'Vì thế' }), after).map(
      ({ label, number, before, after }) =>
        `${label}:${number} ${before?.text ?? before?.key ?? '-'} > ${after?.text ?? after?.key ?? '-'}`,
    );
    expect(said.sort()).toEqual([
      `assessment.bank.difficulty:1 assessment.difficulty.2 > assessment.difficulty.3`,
      `assessment.editor.explanation:1 Vì thế > -`,
      `assessment.editor.level:1 - > 3`,
      `assessment.editor.option:4 - > Bốn`,
      `assessment.editor.right:2 assessment.history.yes > -`,
      `assessment.editor.scoring:0 assessment.editor.scoring.partial > assessment.editor.scoring.exact`,
      expect.stringMatching(/^assessment.question.stem:1 .* > Câu hỏi khác$/),
    ]);
  });
});
