import type { QuestionInput } from '../bank/question.input.js';
import type { Draft, OutgoingQuestion } from './item.js';

/** Formats know tags but not our other fields: these travel as tags of this form. */
const TAG = /^hocvuso:([a-z-]+)=(.+)$/i;
const ABOUT = ['component', 'level', 'difficulty', 'lesson'] as const;
const SETTINGS: Record<string, string> = {
  scoring: 'scoring',
  diacritics: 'diacritics',
  'letter-case': 'letterCase',
};

/** The tags of a question with what else a format has no place for; defaults are left out. */
export function tagsFor(question: OutgoingQuestion, settings?: readonly string[]): string[] {
  const about = {
    component: question.componentCode,
    level: question.level,
    difficulty: question.difficulty === 2 ? null : question.difficulty,
    lesson: question.lessonSlug,
  };
  return [...question.tags, ...written(about), ...settingTags(question.type, question.body, settings)];
}

/** How a question is marked, as tags. */
export function settingTags(
  type: string,
  body: object,
  settings: readonly string[] = Object.keys(SETTINGS),
): string[] {
  const values = body as Record<string, unknown>;
  const told = settings.map((name) => {
    const value = values[SETTINGS[name]!];
    return [name, isDefault(type, name, value) ? null : value];
  });
  return written(Object.fromEntries(told));
}

const written = (fields: Record<string, unknown>): string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`hocvuso:${name}=${value}`],
  );

function isDefault(type: string, name: string, value: unknown): boolean {
  if (name === 'scoring') return value === (type === 'kprim' ? 'kprim' : 'partial');
  return value === (name === 'diacritics' ? 'required' : 'ignored');
}

/** What tags of ours say, and the other tags. */
function read(tags: string[]): { fields: Record<string, string>; others: string[] } {
  const fields: Record<string, string> = {};
  const others: string[] = [];
  for (const tag of tags) {
    const [, name, value] = TAG.exec(tag) ?? [];
    if (name && value) fields[name.toLowerCase()] = value;
    else others.push(tag);
  }
  return { fields, others };
}

const settingsIn = (fields: Record<string, string>): object =>
  Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([name, key]) =>
      fields[name] === undefined ? [] : [[key, fields[name]]],
    ),
  );

/** A body with the settings that tags carry, and the other tags. */
export function withSettings(body: object, tags: string[]): { body: object; others: string[] } {
  const others = tags.filter((tag) => !Object.hasOwn(SETTINGS, TAG.exec(tag)?.[1]?.toLowerCase() ?? ''));
  return { body: { ...body, ...settingsIn(read(tags).fields) }, others };
}

/** A draft with the fields that its tags carry. */
export function inputOf(draft: Draft, externalId: string): QuestionInput {
  const { fields, others } = read(draft.tags);
  const about = Object.fromEntries(
    ABOUT.flatMap((name) => {
      const value = fields[name];
      if (value === undefined) return [];
      return [[name, name === 'level' || name === 'difficulty' ? Number(value) : value]];
    }),
  );
  return {
    externalId,
    type: draft.type,
    stem: draft.stem,
    body: { ...draft.body, ...settingsIn(fields) },
    ...(draft.explanation ? { explanation: draft.explanation } : {}),
    tags: others,
    ...about,
  } as QuestionInput;
}
