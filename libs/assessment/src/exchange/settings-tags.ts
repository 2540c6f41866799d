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
export function tagsFor(
  question: OutgoingQuestion,
  settings: readonly string[] = Object.keys(SETTINGS),
): string[] {
  const body = question.body as Record<string, unknown>;
  const more = {
    component: question.componentCode,
    level: question.level,
    difficulty: question.difficulty === 2 ? null : question.difficulty,
    lesson: question.lessonSlug,
    ...Object.fromEntries(
      settings.map((name) => [
        name,
        isDefault(question.type, name, body[SETTINGS[name]!]) ? null : body[SETTINGS[name]!],
      ]),
    ),
  };
  return [
    ...question.tags,
    ...Object.entries(more).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [`hocvuso:${name}=${value}`],
    ),
  ];
}

function isDefault(type: string, name: string, value: unknown): boolean {
  if (name === 'scoring') return value === (type === 'kprim' ? 'kprim' : 'partial');
  return value === (name === 'diacritics' ? 'required' : 'ignored');
}

/** A draft with the fields that its tags carry. */
export function inputOf(draft: Draft, externalId: string): QuestionInput {
  const fields: Record<string, string> = {};
  const tags: string[] = [];
  for (const tag of draft.tags) {
    const [, name, value] = TAG.exec(tag) ?? [];
    if (name && value) fields[name.toLowerCase()] = value;
    else tags.push(tag);
  }
  const about = Object.fromEntries(
    ABOUT.flatMap((name) => {
      const value = fields[name];
      if (value === undefined) return [];
      return [[name, name === 'level' || name === 'difficulty' ? Number(value) : value]];
    }),
  );
  const settings = Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([name, key]) =>
      fields[name] === undefined ? [] : [[key, fields[name]]],
    ),
  );
  return {
    externalId,
    type: draft.type,
    stem: draft.stem,
    body: { ...draft.body, ...settings },
    ...(draft.explanation ? { explanation: draft.explanation } : {}),
    tags,
    ...about,
  } as QuestionInput;
}
