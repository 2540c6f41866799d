import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { newId } from '#platform/ids';
import { Quiz } from './quiz.entity.js';
import { type QuizInput, quizChanges, quizSettings } from './quiz.input.js';

const now = new Date('2026-11-21T03:00:00Z');
const input = (more: Partial<QuizInput> = {}): QuizInput => ({
  bankId: newId(),
  title: 'Bài kiểm tra',
  minutes: 30,
  attemptsAllowed: 2,
  passPercent: 70,
  draw: [{ tag: 'a', count: 10 }],
  ...more,
});
const quiz = (more: Partial<Quiz> = {}) =>
  Quiz.of(
    { ...parseInput(quizSettings, input()), sections: [], draw: [{ tag: 'a', count: 10 }], ...more },
    now,
  );
const section = (minutes: number | null) => ({
  ...{ title: 'Lý thuyết', instructions: '', minutes },
  blueprintId: null,
});

describe('a quiz', () => {
  test('changes while it is a draft and never once frozen', () => {
    const draft = quiz();
    draft.change({ minutes: 45 });
    expect(draft.minutes).toBe(45);
    draft.freeze([{ tag: 'a', versions: ['v', 'w'] }], [['v', 'w']], now);
    expect(() => draft.change({ minutes: 60 })).toThrow('assessment.quiz-frozen');
    expect(() => draft.freeze([], [], now)).toThrow('assessment.quiz-frozen');
    expect(draft.pool).toEqual([{ tag: 'a', versions: ['v', 'w'] }]);
    expect(draft.enemies).toEqual([['v', 'w']]);
  });

  test('a copy has the settings, may change, and shares nothing with the original', () => {
    const original = quiz();
    original.freeze([{ tag: 'a', versions: ['v', 'w'] }], [['v', 'w']], now);
    const copy = original.copy(now);
    expect(copy).toMatchObject({
      title: original.title,
      draw: original.draw,
      frozenAt: null,
      pool: null,
      enemies: null,
    });
    expect(copy.id).not.toBe(original.id);
    copy.change({ passPercent: 80 });
    copy.draw[0]!.count = 99;
    expect([original.passPercent, original.draw[0]!.count]).toEqual([70, 10]);
  });

  test('its sections never take longer than the quiz, whichever of the two changes', () => {
    const draft = quiz({ sections: [section(10), section(null), section(20)] });
    expect(draft.minutes).toBe(30);
    expect(() => draft.change({ minutes: 29 })).toThrow(InvalidInput);
    expect(() => quiz({ sections: [section(31)] })).toThrow(InvalidInput);
    const copy = draft.copy(now);
    copy.sections[0]!.title = 'Khác';
    expect([copy.navigation, draft.sections[0]!.title]).toEqual(['free', 'Lý thuyết']);
  });

  test('practice may time its sections as an examination does; a survey may not, whichever of the two changes', () => {
    const practice = quiz({ behaviour: 'practice', navigation: 'sequential', sections: [section(30)] });
    const survey = quiz({ behaviour: 'survey', navigation: 'sequential', sections: [section(null)] });
    const refused = (field: string) =>
      expect.objectContaining({ errors: [{ field, code: 'assessment.survey-untimed' }] });
    expect(() => practice.change({ behaviour: 'survey' })).toThrow(refused('behaviour'));
    expect(() => survey.change({ sections: [section(1)] })).toThrow(refused('minutes'));
    survey.change({ behaviour: 'practice', sections: [section(1)] });
    expect([practice.behaviour, survey.sections[0]?.minutes]).toEqual(['practice', 1]);
  });

  test('gives at most 200 questions, whatever says so', () => {
    const most = {
      draw: [
        { tag: 'a', count: 120 },
        { tag: 'b', count: 80 },
      ],
    };
    expect(quiz(most).draw).toHaveLength(2);
    expect(() => quiz({ draw: [...most.draw, { tag: 'c', count: 1 }] })).toThrow(InvalidInput);
  });

  test('changing one setting leaves the release rule as it is', () => {
    expect(parseInput(quizChanges, { minutes: 10 })).toEqual({ minutes: 10 });
    expect(parseInput(quizSettings, input()).feedbackRelease).toBe('after-pass-or-last');
  });

  test.each([
    [{ minutes: 0 }],
    [{ minutes: 601 }],
    [{ attemptsAllowed: 0 }],
    [{ passPercent: 101 }],
    [{ passPercent: 69.5 }],
    [{ draw: [] }],
    [{ draw: undefined }],
    [{ draw: [{ tag: 'a', count: 0 }] }],
    [
      {
        draw: [
          { tag: 'a', count: 150 },
          { tag: 'b', count: 51 },
        ],
      },
    ],
    [{ title: ' \u200B' }],
    [{ feedbackRelease: 'always' as 'never' }],
  ])('refuses %j', (more) => {
    expect(() => parseInput(quizSettings, input(more))).toThrow(InvalidInput);
  });
});
