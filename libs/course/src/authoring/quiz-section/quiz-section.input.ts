import { z } from 'zod';
import type { Navigation, SectionInput } from '#assessment';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { number, required } from '../course/course.input.js';
import { drawOf } from '../quiz/quiz.input.js';

const section = z.strictObject({
  title: required(200, 'course.quiz-section-title-empty'),
  instructions: z
    .string()
    .max(2000)
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim()),
  /** Empty: as long as the whole quiz lasts. */
  minutes: z
    .literal('')
    .transform(() => null)
    .or(number(1, 600, 'course.minutes-form'))
    .default(null),
  blueprintId: z.union([z.literal(''), z.uuid()]).default(''),
});

/** One section of a quiz with how many questions of each tag belong to it, or the blueprint that says so. */
export function sectionForm(body: Record<string, unknown>): SectionInput {
  const { draw, rest } = drawOf(body);
  const { blueprintId, ...parsed } = parseInput(section, rest);
  if (blueprintId) return { ...parsed, blueprintId };
  if (draw.length === 0) throw new InvalidInput([{ field: 'draw', code: 'course.quiz-section-empty' }]);
  return { ...parsed, draw };
}

const NAVIGATION = ['free', 'sequential'] as const satisfies Navigation[];
export const navigationInput = z.strictObject({ navigation: z.enum(NAVIGATION) });
