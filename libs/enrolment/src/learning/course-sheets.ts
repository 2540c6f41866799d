import { Injectable } from '@nestjs/common';
import { type QuizInfo, Quizzes } from '#assessment';
import { type CourseFacts, CourseReader, type Outline, type OutlineLesson } from '#course';
import { NotFound } from '#platform/errors';

/** All that a published version of a course says of itself; it never changes. */
export interface CourseSheet {
  facts: CourseFacts;
  outline: Outline;
  /** Lessons in reading order, without the examination. */
  lessons: OutlineLesson[];
  /** The examination: its place in the outline and its rules; null when the course has none. */
  exam: { lesson: OutlineLesson; quiz: QuizInfo } | null;
  /** Practice and surveys; completion does not ask for them. */
  activities: { lesson: OutlineLesson; quiz: QuizInfo }[];
}

const LIMIT = 200;

/** Published versions with everything learners' pages need of them, kept in memory. */
@Injectable()
export class CourseSheets {
  private readonly known = new Map<string, CourseSheet>();

  constructor(
    private readonly courses: CourseReader,
    private readonly quizzes: Quizzes,
  ) {}

  /** The sheet of a version. Throws {@link NotFound}. */
  async get(versionId: string): Promise<CourseSheet> {
    const known = this.known.get(versionId);
    if (known) return known;
    const sheet = await this.load(versionId);
    if (sheet.facts.publishedAt) {
      const oldest = this.known.keys().next().value;
      if (this.known.size >= LIMIT && oldest) this.known.delete(oldest);
      this.known.set(versionId, sheet);
    }
    return sheet;
  }

  /** The version that new learners get. Throws {@link NotFound}. */
  async published(slug: string): Promise<CourseSheet> {
    const facts = await this.courses.publishedBySlug(slug);
    if (!facts) throw new NotFound();
    return this.get(facts.versionId);
  }

  private async load(versionId: string): Promise<CourseSheet> {
    const facts = await this.courses.version(versionId);
    const outline = await this.courses.outline(versionId);
    if (!facts || !outline) throw new NotFound();
    const all = outline.sections.flatMap((section) => section.lessons);
    const lesson = outline.quiz;
    const activities = all.filter((each) => each.kind === 'activity');
    const practised = await this.quizzes.findMany(activities.flatMap((each) => each.quizId ?? []));
    const quiz = lesson?.quizId ? await this.quizzes.find(lesson.quizId) : null;
    return {
      facts,
      outline,
      lessons: all.filter((each) => each.kind === 'lesson'),
      exam: lesson && quiz ? { lesson, quiz } : null,
      activities: activities.flatMap((each) => {
        const own = practised.find(({ id }) => id === each.quizId);
        return own ? { lesson: each, quiz: own } : [];
      }),
    };
  }
}
