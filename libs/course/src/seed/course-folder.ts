import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { ZodType } from 'zod';
import { blocksOfMarkdown } from './markdown.js';
import {
  courseFile,
  lessonHead,
  questionFile,
  type SeedCourse,
  SeedInvalid,
  type SeedLesson,
  type SeedQuestion,
} from './seed-course.js';

/** Raised when the same folder must give other rows than before (another conversion of Markdown, say). */
const CONVERSION = 'course-seed-1';
const PARTS = ['lessons', 'media', 'questions'];

/** Reads a course from its folder. Throws {@link SeedInvalid} naming every file that is wrong, and how. */
export async function readCourseFolder(folder: string): Promise<SeedCourse> {
  const files = await filesOf(folder);
  const problems: string[] = [];
  const attempt = <T>(file: string, work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      problems.push(...(error as Error).message.split('\n').map((line) => `${file}: ${line}`));
      return null;
    }
  };
  const within = (part: string) => [...files].filter(([name]) => name.startsWith(`${part}/`));
  const textOf = (name: string) => (files.get(name) ?? Buffer.alloc(0)).toString('utf8').normalize('NFC');

  const course = attempt('course.yaml', () => checked(courseFile, parseYaml(textOf('course.yaml'))));
  const lessons = new Map<string, SeedLesson>();
  for (const [name] of within('lessons')) {
    const lesson = attempt(name, () => lessonOf(name, textOf(name)));
    if (lesson) lessons.set(lesson.file, lesson);
  }
  const questions: SeedQuestion[] = [];
  for (const [name] of within('questions'))
    questions.push(...(attempt(name, () => checked(questionFile, parseYaml(textOf(name)))) ?? []));
  if (!course || problems.length > 0) throw new SeedInvalid(folder, problems);
  const found = { course, lessons, questions, media: new Map(within('media')), sha256: hashOf(files) };
  problems.push(...contradictions(found));
  if (problems.length > 0) throw new SeedInvalid(folder, problems);
  return found;
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const names = ['course.yaml'];
  for (const part of PARTS) {
    const entries = await fs.readdir(path.join(folder, part)).catch(() => []);
    names.push(...entries.filter((name) => !name.startsWith('.')).map((name) => `${part}/${name}`));
  }
  const files = new Map<string, Buffer>();
  for (const name of names.sort()) {
    const content = await fs.readFile(path.join(folder, name)).catch(() => null);
    if (content) files.set(name, content);
  }
  return files;
}

function lessonOf(name: string, text: string): SeedLesson {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error('does not begin with front matter between --- lines');
  const head = checked(lessonHead, parseYaml(parts[1] as string));
  return { ...head, file: path.basename(name, '.md'), blocks: blocksOfMarkdown(parts[2] as string) };
}

function checked<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

/** What each file cannot know of the others. */
function contradictions({ course, lessons, questions, media }: Omit<SeedCourse, 'sha256'>): string[] {
  const problems: string[] = [];
  const listed = course.sections.flatMap((section) => section.lessons);
  for (const name of listed)
    if (!lessons.has(name)) problems.push(`course.yaml: there is no lessons/${name}.md`);
  for (const name of twice(listed)) problems.push(`course.yaml: the lesson ${name} is listed twice`);
  for (const name of lessons.keys())
    if (!listed.includes(name)) problems.push(`lessons/${name}.md: not listed in course.yaml`);
  for (const lesson of lessons.values())
    for (const block of lesson.blocks) {
      if (block.kind !== 'picture') continue;
      const at = `lessons/${lesson.file}.md`;
      if (!media.has(block.path)) problems.push(`${at}: there is no ${block.path}`);
      if (!block.alt.trim()) problems.push(`${at}: ${block.path} has no alternative text`);
    }
  if (course.cover && !media.has(course.cover)) problems.push(`course.yaml: there is no ${course.cover}`);
  for (const id of twice(questions.map((question) => question.id)))
    problems.push(`questions: the id ${id} is used twice`);
  for (const { id, lesson } of questions)
    if (!lessons.has(lesson)) problems.push(`questions: ${id} belongs to the unknown lesson ${lesson}`);
  for (const { tag, count } of course.exam.draw) {
    const available = questions.filter((question) => question.tags.includes(tag)).length;
    if (available < count)
      problems.push(`course.yaml: the exam draws ${count} questions of “${tag}”, there are ${available}`);
  }
  return problems;
}

const twice = (names: string[]): Set<string> =>
  new Set(names.filter((name, index) => names.indexOf(name) !== index));

function hashOf(files: Map<string, Buffer>): Buffer {
  const hash = createHash('sha256').update(CONVERSION);
  for (const [name, content] of files) hash.update(`\0${name}\0${content.length}\0`).update(content);
  return hash.digest();
}
