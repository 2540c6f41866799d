import type { FieldError } from '#platform/errors';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import { questionType, questionTypeCodes } from '../question-types/index.js';
import { OPTION_ROWS, type QuestionDraft } from './question-form.js';
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
  const known = questionTypeCodes.includes(draft.type) ? draft.type : questionTypeCodes[0]!;
  return {
    bank: { id: bank.id, title: bank.title, href: home },
    action: record ? `${home}/questions/${record.id}` : `${home}/questions`,
    isNew: record === null,
    version: record?.version ?? null,
    retired: Boolean(record?.retiredAt),
    previewHref: record && `${home}/questions/${record.id}/preview`,
    type: known,
    isStatement: questionType(known).isStatement,
    rightInput: questionType(known).onlyOneRight ? 'radio' : 'checkbox',
    types: questionTypeCodes.map((code) => ({
      code,
      href: `${home}/questions/new?type=${code}`,
      current: code === known,
    })),
    draft,
    options: draft.options.map((option, index) => ({
      ...option,
      index,
      number: index + 1,
      textError: error(`text${index}`),
      removable: draft.options.length > 2,
    })),
    canAdd: draft.options.length < OPTION_ROWS,
    levels: [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({ value: `${value}`, label: `${value}` })),
    difficulties: ['1', '2', '3'],
    errors: errors.map(({ field, code, params }) => ({
      href: `#${anchorOf(field)}`,
      code,
      params: params ?? {},
    })),
    error: {
      externalId: error('externalId'),
      stem: error('stem'),
      options: error('options') ?? error('answer'),
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
  const shown = record.options.map((option) => option.id);
  const right = record.options.filter((option) => option.correct).map((option) => option.id);
  return {
    bank: { title: bank.title, href: `/authoring/banks/${bank.id}` },
    editHref: `/authoring/banks/${bank.id}/questions/${record.id}`,
    externalId: record.externalId,
    version: record.version,
    stem: record.stem,
    explanation: record.explanation,
    question: { position: 1, ...type.view(record.options, shown, null) },
    review: { position: 1, ...type.review(record.options, shown, right) },
  };
}

const anchorOf = (field: string): string => (field === 'options' || field === 'answer' ? 'options' : field);
