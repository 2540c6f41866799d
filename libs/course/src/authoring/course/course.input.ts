import { z } from 'zod';
import { cleanText } from '#platform/text';
import { AUDIENCES, type Audience, type Skill, type Source } from '../../version/course-facts.js';

/** One line of text, as a person types it. */
export const line = (most: number) => z.string().max(most).transform(cleanText);
export const required = (most: number, message: string) => line(most).pipe(z.string().min(1, message));

/** A number typed into a field. */
export const number = (least: number, most: number, message: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .pipe(z.number().min(least, message).max(most, message));

/** One or several boxes of the same name. */
const boxes = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat());

const audience = boxes.pipe(z.array(z.enum(AUDIENCES))).transform((list): Audience[] => [...new Set(list)]);

/** Several lines, without the empty ones. */
const lines = (most: number, each: number) =>
  z
    .string()
    .max(most * each)
    .transform((text) =>
      text
        .split(/\r\n?|\n/)
        .map(cleanText)
        .filter(Boolean),
    )
    .pipe(z.array(z.string().max(each)).max(most));

/** «Title | https://…», one to a line. */
export const sources = z
  .string()
  .max(20_000)
  .default('')
  .transform((text, context): Source[] =>
    text
      .split(/\r\n?|\n/)
      .map(cleanText)
      .filter(Boolean)
      .map((entry) => {
        const [, title, url] = /^(.+?)\s*\|\s*(https?:\/\/\S+)$/.exec(entry) ?? [];
        if (!title || !url || !URL.canParse(url))
          context.issues.push({ code: 'custom', input: text, message: 'course.source-line' });
        return { title: title ?? '', url: url ?? '' };
      }),
  );

export const newCourse = z.strictObject({
  title: required(200, 'course.title-empty'),
  code: z
    .string()
    .transform((text) => cleanText(text).toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9.-]{1,29}$/, 'course.code-form')),
  ownerUnitId: z.uuid('course.unit-unknown'),
  audience,
  tiet: number(0, 400, 'course.tiet-form'),
});

export const courseDetails = z.strictObject({
  title: required(200, 'course.title-empty'),
  summary: line(1000),
  audience,
  tiet: number(0, 400, 'course.tiet-form'),
  outcomes: lines(20, 300),
  sources,
  revision: number(0, 999_999, 'course.revision'),
});

const SKILL_FIELD = /^skill\.([a-z0-9-]{1,40})\/([A-Za-z0-9./-]{1,20})$/;

/** `skill.<framework>/<component>` fields: '' not chosen, '0' without a level, '1'–'8'. The rest stays. */
export function takeSkills(body: Record<string, unknown>): {
  skills: Skill[];
  rest: Record<string, unknown>;
} {
  const skills: Skill[] = [];
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const [, framework, component] = SKILL_FIELD.exec(name) ?? [];
    if (!framework || !component) rest[name] = value;
    else if (typeof value === 'string' && /^[0-8]$/.test(value))
      skills.push({ framework, component, level: Number(value) || null });
  }
  return { skills, rest };
}
