import type { FieldError } from '#platform/errors';
import type { Folder } from '../bank/folder-tree.js';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import type { QuestionPicture } from '../picture/question-pictures.service.js';
import { examplesOf } from '../question-types/examples.js';
import { questionType, questionTypeCodes } from '../question-types/index.js';
import { pictureChoice } from '../question-types/pictures/picture-fields.js';
import { Random } from '../random/random.js';
import { folderChoices } from './folder/folders.view.js';
import type { LikeQuestion } from './like-questions.repository.js';
import { type QuestionDraft, typeFields } from './question-form.js';
import type { QuestionRecord } from './question-search.repository.js';

const FIXED_SEED = '1'.repeat(32);

/** The editor of one question; `record` is null for a new one. */
export function editorView(
  bank: QuestionBank,
  record: QuestionRecord | null,
  draft: QuestionDraft,
  errors: FieldError[],
  { pictures, folders, like }: { pictures: QuestionPicture[]; folders: Folder[]; like: LikeQuestion[] },
) {
  const error = (field: string) => errors.find((each) => each.field === field)?.code ?? null;
  const home = `/authoring/banks/${bank.id}`;
  return {
    bank: { id: bank.id, title: bank.title, href: home },
    action: record ? `${home}/questions/${record.id}` : `${home}/questions`,
    isNew: record === null,
    version: record?.version ?? null,
    status: record?.status ?? null,
    versionsHref: record && `${home}/questions/${record.id}/versions`,
    retired: Boolean(record?.retiredAt),
    previewHref: record && `${home}/questions/${record.id}/preview`,
    type: draft.type,
    typesHref: `${home}/questions/new`,
    draft,
    fields: typeFields(draft, errors),
    folders: folderChoices(folders),
    like: like.map((each) => ({ ...each, href: `/authoring/banks/${each.bankId}/questions/${each.id}` })),
    picturesHref: `${home}/pictures`,
    pictures: picturesView(pictures, draft),
    levels: [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({ value: `${value}`, label: `${value}` })),
    difficulties: ['1', '2', '3'],
    errors: errors.map(({ field, code, params }) => ({
      href: `#${field}`,
      code,
      params: params ?? {},
    })),
    error: {
      externalId: error('externalId'),
      stem: error('stem'),
      component: error('component'),
      level: error('level'),
      tags: error('tags'),
      lesson: error('lesson'),
      explanation: error('explanation'),
    },
  };
}

/** What may be chosen; a picture of another bank stays the choice of the question that has it. */
function picturesView(pictures: QuestionPicture[], draft: QuestionDraft) {
  const chosen = draft.values['picture'];
  const choices = pictures.map((picture) => ({
    value: pictureChoice(picture),
    label: `${picture.name} (${picture.width} × ${picture.height})`,
  }));
  const known = typeof chosen !== 'string' || !chosen || choices.some(({ value }) => value === chosen);
  return known ? choices : [...choices, { value: chosen, label: chosen }];
}

/** All types, for an author who begins a question. */
export const typesView = (bank: QuestionBank) => ({
  bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
  types: questionTypeCodes.map((code) => ({
    code,
    href: `/authoring/banks/${bank.id}/questions/new?type=${code}`,
    exampleHref: `/authoring/question-types/${code}`,
  })),
});

/** Examples of a type, as a learner meets them and after release. */
export const examplesView = (code: string) => ({
  code,
  examples: examplesOf(code).map(({ stem, body }, index) => ({
    stem,
    ...asShown(code, questionType(code).body.parse(body) as object, FIXED_SEED, index),
  })),
});

/** The question as a learner meets it, and below it with its key as after release. */
export function previewView(bank: QuestionBank, record: QuestionRecord) {
  return {
    bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
    editHref: `/authoring/banks/${bank.id}/questions/${record.id}`,
    externalId: record.externalId,
    version: record.version,
    stem: record.stem,
    explanation: record.explanation,
    ...asShown(record.type, record.body, record.id.replaceAll('-', ''), 0),
  };
}

function asShown(code: string, body: object, seed: string, index: number) {
  const type = questionType(code);
  const shown = type.order(body, new Random(seed));
  return {
    question: { position: 2 * index + 1, ...type.view(body, shown, [], `answer.e${index}`) },
    review: { position: 2 * index + 2, ...type.review(body, shown, type.right(body)) },
  };
}
