import { newId } from '#platform/ids';
import { Block } from './block.entity.js';
import { CourseVersion } from './course-version.entity.js';
import { Lesson } from './lesson.entity.js';
import { Section } from './section.entity.js';

/**
 * A draft with everything the published version holds: new rows, the same lesson keys. `quizIds` gives for each
 * quiz the copy that may be changed.
 */
export function nextDraft(
  from: CourseVersion,
  number: number,
  quizIds: ReadonlyMap<string, string>,
): CourseVersion {
  const { title, summary, audience, tiet, outcomes, skills, sources } = from;
  const details = structuredClone({ title, summary, audience, tiet, outcomes, skills, sources });
  const draft = CourseVersion.draft(from.courseId, number, details);
  draft.coverMediaId = from.coverMediaId;
  draft.sections = from.sections.map((section) => {
    const copy = Section.of(draft.id, section.title, section.summary);
    copy.position = section.position;
    copy.lessons = section.lessons.map((lesson) => copyOfLesson(lesson, draft.id, copy.id, quizIds));
    return copy;
  });
  return draft;
}

function copyOfLesson(
  lesson: Lesson,
  versionId: string,
  sectionId: string,
  quizIds: ReadonlyMap<string, string>,
): Lesson {
  const { position, key, kind, slug, title, summary, minutes, skills, sources, quizId } = lesson;
  const copy = Lesson.of({
    ...structuredClone({ position, key, kind, slug, title, summary, minutes, skills, sources }),
    versionId,
    sectionId,
    quizId: quizId && (quizIds.get(quizId) ?? null),
  });
  copy.blocks = lesson.blocks.map((block) =>
    Object.assign(new Block(), structuredClone({ ...block }), { id: newId(), lessonId: copy.id }),
  );
  return copy;
}
