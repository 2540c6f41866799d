import { z } from 'zod';
import type { FieldError } from '#platform/errors';
import type { QuestionContent, QuestionInput } from '../bank/question.input.js';
import { fieldNames, readValues, shownFields, withRows } from '../question-types/editor/editor-values.js';
import type { EditorValues } from '../question-types/editor/question-editor.js';
import { questionType, questionTypeCodes } from '../question-types/index.js';

/** Before the name of each field that belongs to the type. */
const PREFIX = 'body.';
const MOST_FIELDS = 500;
const text = (most: number) => z.string().max(most).default('');

/** The editor's form as posted. Fields of the type are for its editor to read. */
export const questionForm = z
  .object({
    externalId: text(100),
    type: text(40),
    stem: text(8000),
    explanation: text(8000),
    component: text(40),
    level: text(10),
    difficulty: text(10),
    tags: text(2000),
    lesson: text(200),
    folder: z.union([z.literal(''), z.uuid()]).catch(''),
    version: text(10),
    /** `save`, or which row to add or remove. */
    action: text(100),
  })
  .catchall(z.string().max(8000))
  .check(({ value, issues }) => {
    const foreign = Object.keys(value).filter(
      (name) => !(name in KNOWN) && !/^body\.[a-z0-9.-]+$/i.test(name),
    );
    if (foreign.length > 0) issues.push({ code: 'unrecognized_keys', keys: foreign, input: value, path: [] });
    if (Object.keys(value).length > MOST_FIELDS)
      issues.push({ code: 'custom', input: value, path: [], message: 'input.too-big' });
  })
  .transform((given): QuestionDraft & { version: string; action: string } => {
    const posted = Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith(PREFIX)));
    const type = knownType(given.type);
    const { fields } = questionType(type).editor;
    const about = Object.fromEntries(Object.keys(KNOWN).map((name) => [name, given[name]]));
    return {
      ...(about as typeof given),
      type,
      values: readValues(fields, posted as Record<string, string>, PREFIX),
    };
  });

const KNOWN = {
  externalId: '',
  type: '',
  stem: '',
  explanation: '',
  component: '',
  level: '',
  difficulty: '',
  tags: '',
  lesson: '',
  folder: '',
  version: '',
  action: '',
};

/** What the editor shows: values as typed, so that nothing is lost when something is wrong. */
export interface QuestionDraft {
  externalId: string;
  type: string;
  stem: string;
  values: EditorValues;
  explanation: string;
  component: string;
  level: string;
  difficulty: string;
  tags: string;
  lesson: string;
  /** Its id, or nothing. */
  folder: string;
}

/** The type of that code, or the first one. */
export const knownType = (asked: unknown): string =>
  questionTypeCodes.find((code) => code === asked) ?? questionTypeCodes[0]!;

export const blankDraft = (type: string): QuestionDraft => ({
  externalId: '',
  type,
  stem: '',
  values: questionType(type).editor.blank,
  explanation: '',
  component: '',
  level: '',
  difficulty: '2',
  tags: '',
  lesson: '',
  folder: '',
});

export function draftOf(
  { externalId, tags, folderId }: { externalId: string; tags: string[]; folderId: string | null },
  content: QuestionContent,
): QuestionDraft {
  return {
    externalId,
    type: content.type,
    stem: content.stem,
    values: questionType(content.type).editor.valuesOf(content.body),
    explanation: content.explanation ?? '',
    component: content.componentCode ?? '',
    level: content.level === null ? '' : `${content.level}`,
    difficulty: `${content.difficulty}`,
    tags: tags.join(', '),
    lesson: content.lessonSlug ?? '',
    folder: folderId ?? '',
  };
}

/** The buttons that add or remove a row change the draft and save nothing. */
export function changedRows<T extends QuestionDraft>(draft: T, action: string): T {
  return {
    ...draft,
    values: withRows(questionType(draft.type).editor.fields, draft.values, action, PREFIX),
  };
}

/** The draft as a question to be checked; what is left empty is left out. */
export function inputOf(draft: QuestionDraft): QuestionInput {
  const optional = (value: string) => value.trim() || undefined;
  const number = (value: string) => (value.trim() ? Number(value) : undefined);
  return {
    externalId: draft.externalId,
    type: draft.type,
    stem: draft.stem,
    body: questionType(draft.type).editor.bodyOf(draft.values),
    explanation: optional(draft.explanation),
    component: optional(draft.component),
    level: number(draft.level),
    difficulty: number(draft.difficulty),
    tags: draft.tags
      .split(/[,;\n]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
    lesson: optional(draft.lesson),
  };
}

/** The type's part of the form. */
export function typeFields(draft: QuestionDraft, errors: FieldError[]) {
  const { fields } = questionType(draft.type).editor;
  const errorOf = (name: string) => errors.find((error) => error.field === name)?.code ?? null;
  return shownFields(fields, draft.values, PREFIX, errorOf);
}

/** Where in the form a mistake of the schema belongs: the field of that path, or the one around it. */
export function formErrors(errors: FieldError[], draft: QuestionDraft): FieldError[] {
  const names = fieldNames(typeFields(draft, []));
  return errors.map((error) => {
    if (!error.field.startsWith('body')) return { ...error, field: error.field.split('.')[0] || 'stem' };
    // A question inside the body has its own body, which the form's names leave out.
    const path = error.field.replace(/\.body(?=\.)/g, '').split('.');
    while (path.length > 0 && !names.includes(path.join('.'))) path.pop();
    return { ...error, field: path.join('.') || names[0]! };
  });
}
