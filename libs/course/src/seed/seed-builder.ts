import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QuestionBanks, type QuestionInput, Quizzes } from '#assessment';
import { MediaLibrary } from '../media/media-library.js';
import { sanitiseRichText } from '../rich-text/rich-text.js';
import type { BlockContent } from '../version/block.entity.js';
import { CourseVersion } from '../version/course-version.entity.js';
import { slugOf } from '../version/slug.js';
import type { SeedBlock } from './markdown.js';
import type { SeedCourse, SeedLesson, SeedQuestion } from './seed-course.js';

/** The framework that `skills` of lessons refer to when they name none. */
const FRAMEWORK = 'tt02-2025';

/** Turns a course read from files into the draft of a version, with its pictures, bank and quiz. */
@Injectable()
export class SeedBuilder {
  constructor(
    private readonly media: MediaLibrary,
    private readonly banks: QuestionBanks,
    private readonly quizzes: Quizzes,
  ) {}

  async build(
    tx: EntityManager,
    courseId: string,
    seed: SeedCourse,
    last: CourseVersion | null,
  ): Promise<CourseVersion> {
    const { title, summary, audience, tiet, outcomes, sources, skills, cover } = seed.course;
    const version = CourseVersion.draft(courseId, (last?.number ?? 0) + 1, {
      ...{ title, summary, audience, tiet, outcomes, sources },
      skills: skills.map((skill) => ({ ...skill, level: skill.level ?? null })),
    });
    version.seedSha256 = seed.sha256;
    const pictures = await this.storePictures(tx, courseId, seed.media);
    version.coverMediaId = (cover && pictures.get(cover)) || null;
    const keys = await knownKeys(tx, last);
    for (const { title: heading, summary: about, lessons } of seed.course.sections) {
      const section = version.addSection(heading, about ?? '');
      for (const name of lessons)
        addLesson(version, section.id, seed.lessons.get(name) as SeedLesson, pictures, keys);
    }
    await this.addExam(tx, version, seed, keys);
    return version;
  }

  private async storePictures(tx: EntityManager, courseId: string, files: Map<string, Buffer>) {
    const pictures = new Map<string, string>();
    for (const [name, content] of files) {
      const media = await this.media.add(
        tx,
        courseId,
        'picture',
        { name: path.basename(name), content },
        null,
      );
      pictures.set(name, media.id);
    }
    return pictures;
  }

  /** The examination comes last, as a quiz among the lessons. */
  private async addExam(
    tx: EntityManager,
    version: CourseVersion,
    seed: SeedCourse,
    keys: Map<string, string>,
  ) {
    const { exam, slug: code } = seed.course;
    const { bankId } = await this.banks.import(
      code,
      seed.course.title,
      seed.questions.map(questionInput),
      tx,
    );
    const { title, minutes, attempts: attemptsAllowed, passPercent, draw } = exam;
    const quizId = await this.quizzes.create(
      { bankId, title, minutes, attemptsAllowed, passPercent, draw },
      tx,
    );
    const section = version.sections.at(-1);
    if (!section) return;
    const slug = slugOf(title);
    const details = { title, summary: '', minutes, skills: [], sources: [] };
    version.addLesson(section.id, details, { kind: 'quiz', quizId, slug, ...keyOf(keys, slug) });
  }
}

function addLesson(
  version: CourseVersion,
  sectionId: string,
  { file, title, summary, minutes, skills, sources, blocks }: SeedLesson,
  pictures: Map<string, string>,
  keys: Map<string, string>,
): void {
  const details = {
    ...{ title, summary, minutes, sources },
    skills: skills.map(({ component, level }) => ({ framework: FRAMEWORK, component, level: level ?? null })),
  };
  const slug = slugOfFile(file);
  const lesson = version.addLesson(sectionId, details, { slug, ...keyOf(keys, slug) });
  for (const block of blocks) lesson.addBlock(contentOf(block, pictures));
}

function contentOf(block: SeedBlock, pictures: Map<string, string>): BlockContent {
  if (block.kind === 'text') return { kind: 'text', html: sanitiseRichText(block.html) };
  const { kind, path: name, alt, caption } = block;
  return { kind, mediaId: pictures.get(name) ?? null, alt, caption };
}

/** `01-ai-la-gi` → `ai-la-gi`: the number only orders the files. */
const slugOfFile = (file: string): string => file.replace(/^\d+-/, '');

/** A lesson that keeps its name keeps its key, and with it the progress of learners. */
async function knownKeys(tx: EntityManager, last: CourseVersion | null): Promise<Map<string, string>> {
  if (!last) return new Map();
  const rows: { slug: string; key: string }[] = await tx.query(
    'SELECT slug, lesson_key AS key FROM lesson WHERE version_id = $1',
    [last.id],
  );
  return new Map(rows.map(({ slug, key }) => [slug, key]));
}

function keyOf(keys: Map<string, string>, slug: string): { key?: string } {
  const key = keys.get(slug);
  return key ? { key } : {};
}

const questionInput = (question: SeedQuestion): QuestionInput => ({
  externalId: question.id,
  type: question.type,
  stem: question.stem,
  body: question.options ? { options: question.options } : { answer: question.answer },
  explanation: question.explanation,
  component: question.skill.component,
  ...(question.skill.level ? { level: question.skill.level } : {}),
  difficulty: question.difficulty,
  tags: question.tags,
  lesson: slugOfFile(question.lesson),
});
