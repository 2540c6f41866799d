import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { People } from '#identity';
import { Clock } from '#platform/clock';
import { DomainError, NotFound } from '#platform/errors';
import type { Actor } from '#platform/http';
import { Media } from '../../media/media.entity.js';
import type { Skill } from '../../version/course-facts.js';
import type { CourseVersion } from '../../version/course-version.entity.js';
import type { Lesson } from '../../version/lesson.entity.js';
import { SkillChoices } from '../course/skill-choices.js';
import { Drafts } from '../draft/drafts.js';
import { applyBlocks, type LessonForm, skillId } from './lesson.input.js';
import type { EditorState } from './lesson.view.js';

/** Reading and saving one lesson of a draft. */
@Injectable()
export class LessonEditor {
  constructor(
    private readonly drafts: Drafts,
    private readonly db: DataSource,
    private readonly people: People,
    private readonly choices: SkillChoices,
    private readonly clock: Clock,
  ) {}

  /** Throws `course.edited-meanwhile` when somebody else saved after this page was shown, and InvalidInput. */
  async save(actor: Actor, courseId: string, lessonId: string, form: LessonForm): Promise<void> {
    await this.drafts.change(actor, courseId, (draft) => {
      const lesson = textLesson(draft, lessonId);
      if (!lesson.isAsSeen(form.revision)) throw new DomainError('course.edited-meanwhile');
      const { title, summary, minutes, sources } = form;
      const skills = skillsOffered(draft, lesson).filter((skill) => form.skills.includes(skillId(skill)));
      lesson.edit({ title, summary, minutes, sources, skills }, this.clock.now(), actor.accountId);
      applyBlocks(lesson, form.blocks);
      const [act, blockId] = form.next.split('.');
      if (act === 'add-text') lesson.addBlock({ kind: 'text' });
      if ((act === 'up' || act === 'down') && blockId) lesson.moveBlock(blockId, act);
    });
  }

  async state(actor: Actor, courseId: string, lessonId: string): Promise<EditorState> {
    const draft = await this.drafts.require(actor, courseId);
    const lesson = textLesson(draft, lessonId);
    const mediaIds = lesson.blocks.flatMap((block) => block.mediaId ?? []);
    const media = await this.db.manager.findBy(Media, { id: In(mediaIds) });
    const skills = await Promise.all(
      skillsOffered(draft, lesson).map(async (skill) => ({ skill, label: await this.choices.label(skill) })),
    );
    const files = new Map(media.map(({ id, name, bytes }) => [id, { name, bytes }]));
    return { draft, lesson, files, skills, typed: null, errors: null, conflict: null };
  }

  async lastEditor({ editedBy }: Lesson): Promise<string | null> {
    return editedBy ? ((await this.people.names([editedBy])).get(editedBy) ?? null) : null;
  }
}

/** A quiz among the lessons has a page of its own. */
export function textLesson(draft: CourseVersion, lessonId: string): Lesson {
  const lesson = draft.lesson(lessonId);
  if (lesson.kind !== 'lesson') throw new NotFound();
  return lesson;
}

/** The skills of the course, and those the lesson has already. */
function skillsOffered(draft: CourseVersion, lesson: Lesson): Skill[] {
  const offered = new Map(draft.skills.map((skill) => [skillId(skill), skill]));
  for (const skill of lesson.skills) offered.set(skillId(skill), skill);
  return [...offered.values()];
}
