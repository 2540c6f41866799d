import { z } from 'zod';
import { AUDIENCES } from '../version/course-facts.js';
import type { SeedBlock } from './markdown.js';

const text = z
  .string()
  .transform((value) => value.normalize('NFC').trim())
  .pipe(z.string().min(1));
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const component = z.string().regex(/^\d{1,2}\.\d{1,2}$/);
const level = z.number().int().min(1).max(8);
const source = z.strictObject({ title: text, url: z.url({ protocol: /^https?$/ }) });
const mediaPath = z.string().regex(/^media\/[\w.-]+$/);

export const courseFile = z.strictObject({
  slug,
  code: text,
  /** Code of the unit that looks after the course; the whole country when left out. */
  owner: z.string().optional(),
  title: text,
  audience: z.array(z.enum(AUDIENCES)).min(1),
  tiet: z.number().int().min(1),
  summary: text,
  outcomes: z.array(text).min(1),
  skills: z.array(z.strictObject({ framework: slug, component, level: level.optional() })).min(1),
  cover: mediaPath.optional(),
  sections: z
    .array(z.strictObject({ title: text, summary: text.optional(), lessons: z.array(slug).min(1) }))
    .min(1),
  exam: z.strictObject({
    title: text,
    minutes: z.number().int().min(1),
    attempts: z.number().int().min(1),
    passPercent: z.number().int().min(0).max(100),
    draw: z.array(z.strictObject({ tag: text, count: z.number().int().min(1) })).min(1),
  }),
  sources: z.array(source).default([]),
});

export const lessonHead = z.strictObject({
  title: text,
  minutes: z.number().int().min(1),
  summary: text,
  skills: z.array(z.strictObject({ component, level: level.optional() })).default([]),
  sources: z.array(source).default([]),
});

export const questionFile = z.array(
  z.strictObject({
    id: text,
    type: z.enum(['single', 'multiple', 'true-false']),
    lesson: slug,
    tags: z.array(text).min(1),
    skill: z.strictObject({ component, level: level.optional() }),
    difficulty: z.number().int().min(1).max(3),
    stem: text,
    options: z
      .array(z.strictObject({ text, correct: z.boolean().optional(), feedback: text.optional() }))
      .optional(),
    answer: z.boolean().optional(),
    explanation: text,
  }),
);

export type CourseFile = z.output<typeof courseFile>;
export type LessonHead = z.output<typeof lessonHead>;
export type SeedQuestion = z.output<typeof questionFile>[number];

export interface SeedLesson extends LessonHead {
  /** File name without `.md`. */
  file: string;
  blocks: SeedBlock[];
}

/** One folder of `seeds/courses/`, read and found to be whole. */
export interface SeedCourse {
  course: CourseFile;
  lessons: Map<string, SeedLesson>;
  questions: SeedQuestion[];
  /** Content by path inside the folder. */
  media: Map<string, Buffer>;
  /** Changes with any byte of the folder. */
  sha256: Buffer;
}

/** What is wrong with a folder, one line each, beginning with the file. */
export class SeedInvalid extends Error {
  constructor(
    folder: string,
    readonly problems: string[],
  ) {
    super(`${folder} cannot be loaded:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}
