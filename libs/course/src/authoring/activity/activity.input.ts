import { z } from 'zod';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { number, required } from '../course/course.input.js';
import { drawOf } from '../quiz/quiz.input.js';

const settings = z.strictObject({
  bankId: z.uuid('course.bank-missing'),
  sectionId: z.uuid().optional(),
  title: required(200, 'course.lesson-title-empty'),
  minutes: number(1, 600, 'course.minutes-form'),
  attemptsAllowed: number(1, 100, 'course.attempts-form'),
  behaviour: z.enum(['practice', 'survey'], { error: 'course.behaviour-missing' }),
  tryAgain: z.enum(['on', 'off']),
  blueprintId: z.union([z.literal(''), z.uuid()]).default(''),
  /** It has sections, which say what is drawn. */
  sectioned: z.literal('on').optional(),
});

/** The page of practice or a survey as one form. Neither is passed, so no pass mark is asked for. */
export function activityForm(body: Record<string, unknown>) {
  const { draw, rest } = drawOf(body);
  const { sectionId, tryAgain, blueprintId, sectioned, ...given } = parseInput(settings, rest);
  const quiz = { ...given, tryAgain: tryAgain === 'on', passPercent: 0 };
  if (sectioned) return { sectionId, quiz };
  if (blueprintId) return { sectionId, quiz: { ...quiz, blueprintId } };
  if (draw.length === 0) throw new InvalidInput([{ field: 'draw', code: 'course.draw-empty' }]);
  return { sectionId, quiz: { ...quiz, blueprintId: null, draw } };
}
