import { z } from 'zod';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { number, required } from '../course/course.input.js';

const settings = z.strictObject({
  bankId: z.uuid('course.bank-missing'),
  sectionId: z.uuid().optional(),
  title: required(200, 'course.lesson-title-empty'),
  minutes: number(1, 600, 'course.minutes-form'),
  attemptsAllowed: number(1, 100, 'course.attempts-form'),
  blueprintId: z.union([z.literal(''), z.uuid()]).optional(),
  passPercent: number(0, 100, 'course.percent-form'),
  feedbackRelease: z.enum(['after-pass-or-last', 'after-submission', 'never']),
  /** The quiz has sections, which say what is drawn. */
  sectioned: z.literal('on').optional(),
});

export type QuizForm = Omit<z.output<typeof settings>, 'blueprintId' | 'sectioned'> & {
  /** Left out, with the draw, when sections say it. */
  blueprintId?: string | null;
  /** Left out when a blueprint says it. */
  draw?: { tag: string; count: number }[];
};

/** `draw.<tag>` is how many questions of that tag a learner gets; `rest` is the rest of the form. */
export function drawOf(body: Record<string, unknown>) {
  const draw: { tag: string; count: number }[] = [];
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!name.startsWith('draw.')) rest[name] = value;
    else if (value !== '' && value !== '0') {
      const count = typeof value === 'string' && /^\d{1,3}$/.test(value.trim()) ? Number(value) : null;
      if (!count) throw new InvalidInput([{ field: name, code: 'course.draw-form' }]);
      draw.push({ tag: name.slice('draw.'.length), count });
    }
  }
  return { draw, rest };
}

/** The quiz page as one form, which draws by tags or by a blueprint, or leaves that to the sections. */
export function quizForm(body: Record<string, unknown>): QuizForm {
  const { draw, rest } = drawOf(body);
  const { blueprintId, sectioned, ...parsed } = parseInput(settings, rest);
  if (sectioned) return parsed;
  if (blueprintId) return { ...parsed, blueprintId };
  if (draw.length === 0) throw new InvalidInput([{ field: 'draw', code: 'course.draw-empty' }]);
  return { ...parsed, blueprintId: null, draw };
}
