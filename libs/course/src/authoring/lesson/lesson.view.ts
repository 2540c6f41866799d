import type { ShownErrors } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { sizeText } from '../../reading/lesson-html.js';
import type { Block } from '../../version/block.entity.js';
import type { Skill } from '../../version/course-facts.js';
import type { CourseVersion } from '../../version/course-version.entity.js';
import type { Lesson } from '../../version/lesson.entity.js';
import { linesOfSources } from '../course/source-lines.js';
import { type BlockFields, skillId } from './lesson.input.js';

export interface EditorState {
  draft: CourseVersion;
  lesson: Lesson;
  /** Names of files by media id. */
  files: ReadonlyMap<string, { name: string; bytes: number }>;
  skills: { skill: Skill; label: string }[];
  /** What was typed and could not be saved. */
  typed: { head: Record<string, unknown>; blocks: ReadonlyMap<string, BlockFields> } | null;
  errors: ShownErrors | null;
  conflict: { at: Date; by: string | null } | null;
}

/** What `course/authoring/lesson/edit` shows. */
export function editorView(state: EditorState, t: Translate) {
  const { draft, lesson, typed, errors } = state;
  const base = `/authoring/courses/${draft.courseId}`;
  const head = { title: lesson.title, summary: lesson.summary, minutes: lesson.minutes };
  const ticked = typed ? [typed.head['skill'] ?? []].flat() : lesson.skills.map(skillId);
  return {
    base,
    action: `${base}/lessons/${lesson.id}`,
    courseTitle: draft.title,
    number: draft.lessons.indexOf(lesson) + 1,
    values: { ...head, sources: linesOfSources(lesson.sources), ...typed?.head, revision: lesson.revision },
    editedAt: lesson.editedAt,
    errors,
    conflict: state.conflict,
    skills: state.skills.map(({ skill, label }) => ({
      value: skillId(skill),
      label,
      checked: ticked.includes(skillId(skill)),
    })),
    // Somebody deleted a block while this person wrote in it: the text is shown so that it can be kept.
    lost: [...(typed?.blocks ?? [])]
      .filter(([id]) => !lesson.blocks.some((block) => block.id === id))
      .flatMap(([, { html, alt }]) => html ?? alt ?? []),
    blocks: lesson.blocks.map((block, index) =>
      blockView(block, typed?.blocks.get(block.id), {
        index,
        isLast: index === lesson.blocks.length - 1,
        file: block.mediaId ? state.files.get(block.mediaId) : undefined,
        errors,
        t,
      }),
    ),
  };
}

interface BlockPlace {
  index: number;
  isLast: boolean;
  file: { name: string; bytes: number } | undefined;
  errors: ShownErrors | null;
  t: Translate;
}

function blockView(
  block: Block,
  typed: BlockFields | undefined,
  { index, isLast, file, errors, t }: BlockPlace,
) {
  const { id, kind, mediaId } = block;
  const field = (name: keyof BlockFields) => ({
    name: `${name}.${id}`,
    value: typed?.[name] ?? block[name] ?? '',
    error: errors?.field[`${name}.${id}`] ?? null,
  });
  return {
    ...{ id, kind, isFirst: index === 0, isLast },
    isText: kind === 'text',
    isPicture: kind === 'picture',
    isLink: kind === 'video' && mediaId === null,
    heading: t('course.block.heading', { number: index + 1, kind: t(`course.block.${kind}`) }),
    media: mediaId && `/media/${mediaId}`,
    file: file ? `${file.name} (${sizeText(file.bytes)})` : null,
    html: field('html'),
    alt: field('alt'),
    caption: field('caption'),
    url: field('url'),
  };
}
