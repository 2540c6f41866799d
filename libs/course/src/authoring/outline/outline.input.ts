import { z } from 'zod';
import { line, required } from '../course/course.input.js';

export const sectionInput = z.strictObject({
  title: required(200, 'course.section-title-empty'),
  summary: line(500).default(''),
});

export const newLesson = z.strictObject({
  sectionId: z.uuid(),
  title: required(200, 'course.lesson-title-empty'),
});

export const positionInput = z.strictObject({ direction: z.enum(['up', 'down']) });
