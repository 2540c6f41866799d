import type { FieldError } from '#platform/errors';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import { questionType, questionTypeCodes } from '../question-types/index.js';
import { Random } from '../random/random.js';
import { type QuestionDraft, typeFields } from './question-form.js';
import type { QuestionRecord } from './question-search.repository.js';

/** The editor of one question; `record` is null for a new one. */
export function editorView(
  bank: QuestionBank,
  record: QuestionRecord | null,
  draft: QuestionDraft,
  errors: FieldError[],
) {
  const error = (field: string) => errors.find((each) => each.field === field)?.code ?? null;
  const home = `/authoring/banks/${bank.id}`;
  return {
    bank: { id: bank.id, title: bank.title, href: home },
    action: record ? `${home}/questions/${record.id}` : `${home}/questions`,
    isNew: record === null,
    version: record?.version ?? null,
    retired: Boolean(record?.retiredAt),
    previewHref: record && `${home}/questions/${record.id}/preview`,
    type: draft.type,
    types: questionTypeCodes.map((code) => ({
      code,
      href: `${home}/questions/new?type=${code}`,
      current: code === draft.type,
    })),
    draft,
    fields: typeFields(draft, errors),
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

/** The question as a learner meets it, and below it with its key as after release. */
export function previewView(bank: QuestionBank, record: QuestionRecord) {
  const type = questionType(record.type);
  const shown = type.order(record.body, new Random(record.id.replaceAll('-', '')));
  return {
    bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
    editHref: `/authoring/banks/${bank.id}/questions/${record.id}`,
    externalId: record.externalId,
    version: record.version,
    stem: record.stem,
    explanation: record.explanation,
    question: { position: 1, ...type.view(record.body, shown, [], 'answer') },
    review: { position: 2, ...type.review(record.body, shown, type.right(record.body)) },
  };
}
