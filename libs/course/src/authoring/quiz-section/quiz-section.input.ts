import { z } from 'zod';
import type { SectionInput } from '#assessment';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { required } from '../course/course.input.js';
import { drawOf } from '../quiz/quiz.input.js';

const section = z.strictObject({
  title: required(200, 'course.quiz-section-title-empty'),
  instructions: z
    .string()
    .max(2000)
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim()),
});

/** One section of a quiz with how many questions of each tag belong to it. */
export function sectionForm(body: Record<string, unknown>): SectionInput {
  const { draw, rest } = drawOf(body);
  const parsed = parseInput(section, rest);
  if (draw.length === 0) throw new InvalidInput([{ field: 'draw', code: 'course.quiz-section-empty' }]);
  return { ...parsed, draw };
}
