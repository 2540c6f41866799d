import { z } from 'zod';
import { type FieldError, InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { httpsAddress } from '../../reading/video-link.js';
import { sanitiseRichText } from '../../rich-text/rich-text.js';
import type { Block } from '../../version/block.entity.js';
import type { Skill } from '../../version/course-facts.js';
import type { Lesson, LessonDetails } from '../../version/lesson.entity.js';
import { line, number, required, sources } from '../course/course.input.js';

/** What the author does after saving, as a button of the lesson form says. */
const NEXT = /^(?:save|preview|add-(?:text|picture|video|file)|(?:up|down|delete)\.[0-9a-f-]{36})$/;
const BLOCK_FIELD = /^(html|alt|caption|url)\.([0-9a-f-]{36})$/;

const head = z.strictObject({
  title: required(200, 'course.lesson-title-empty'),
  summary: line(500),
  minutes: number(1, 600, 'course.minutes-form'),
  sources,
  skill: z.union([z.string(), z.array(z.string())]).optional(),
  revision: number(0, 999_999, 'course.revision'),
  next: z.string().regex(NEXT).default('save'),
});

export type BlockFields = Partial<Record<'html' | 'alt' | 'caption' | 'url', string>>;

export interface LessonForm extends Omit<LessonDetails, 'skills'> {
  /** `<framework>/<component>` of each box ticked. */
  skills: string[];
  revision: number;
  next: string;
  blocks: Map<string, BlockFields>;
}

/** The whole lesson page as one form. Blocks that it does not name stay as they are. */
export function lessonForm(body: Record<string, unknown>): LessonForm {
  const typed = typedFields(body);
  const { skill, ...details } = parseInput(head, typed.head);
  return { ...details, skills: [skill ?? []].flat(), blocks: typed.blocks };
}

/** The body sorted into the fields of the lesson and those of its blocks, checked or not. */
export function typedFields(body: Record<string, unknown>) {
  const blocks = new Map<string, BlockFields>();
  const head: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const [, field, id] = BLOCK_FIELD.exec(name) ?? [];
    if (field && id && typeof value === 'string') blocks.set(id, { ...blocks.get(id), [field]: value });
    else head[name] = value;
  }
  return { head, blocks };
}

/** Writes the form's blocks into the lesson's. Throws InvalidInput naming the block's field. */
export function applyBlocks(lesson: Lesson, fields: ReadonlyMap<string, BlockFields>): void {
  const errors: FieldError[] = [];
  for (const block of lesson.blocks) {
    const given = fields.get(block.id);
    if (given) errors.push(...applyTo(block, given));
  }
  if (errors.length > 0) throw new InvalidInput(errors);
}

function applyTo(block: Block, given: BlockFields): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (field: string, code: string) => errors.push({ field: `${field}.${block.id}`, code });
  if (block.kind === 'text') {
    if ((given.html ?? '').length > MOST_HTML) refuse('html', 'course.text-too-long');
    else block.html = sanitiseRichText(given.html ?? block.html);
    return errors;
  }
  const oneLine = (text: string) => line(1000).parse(text.slice(0, 1000));
  if (given.alt !== undefined) block.alt = oneLine(given.alt);
  if (given.caption !== undefined) block.caption = oneLine(given.caption);
  if (block.alt === '')
    refuse('alt', block.kind === 'picture' ? 'course.alt-empty' : 'course.media-title-empty');
  if (block.kind === 'video' && block.mediaId === null && given.url !== undefined) {
    const address = httpsAddress(given.url);
    if (address) block.url = address;
    else refuse('url', 'course.video-link');
  }
  return errors;
}

/** Letters of HTML in one text block. */
export const MOST_HTML = 200_000;

export const skillId = ({ framework, component }: Pick<Skill, 'framework' | 'component'>): string =>
  `${framework}/${component}`;
