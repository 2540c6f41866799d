import type { QuestionBank } from '../bank/question-bank.entity.js';
import { questionTypeCodes } from '../question-types/index.js';
import { type FoundQuestion, PAGE_SIZE, type QuestionQuery } from './question-search.repository.js';

const STEM_SHOWN = 160;

/** One page of a bank with its filters; the texts of labels come from the template. */
export function bankView(
  bank: QuestionBank,
  query: QuestionQuery,
  found: { total: number; questions: FoundQuestion[] },
  facets: { tags: string[]; components: string[]; retired: number },
) {
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  const href = (changes: Partial<Record<keyof QuestionQuery, string | number>>) =>
    `/authoring/banks/${bank.id}?${address({ ...query, ...changes })}`;
  const from = (query.page - 1) * PAGE_SIZE;
  return {
    bank: { id: bank.id, code: bank.code, title: bank.title },
    query,
    total: found.total,
    filtered: [query.q, query.tag, query.type, query.component, query.difficulty].some(Boolean),
    types: questionTypeCodes.map((code) => ({ code, selected: code === query.type })),
    tags: facets.tags.map((tag) => ({ value: tag, label: tag, selected: tag === query.tag })),
    components: facets.components.map((code) => ({
      value: code,
      label: code,
      selected: code === query.component,
    })),
    difficulties: [1, 2, 3].map((value) => ({ value, selected: value === query.difficulty })),
    retired: facets.retired,
    showsRetired: query.state === 'retired',
    inUseHref: href({ state: 'in-use', page: 1 }),
    retiredHref: href({ state: 'retired', page: 1 }),
    questions: found.questions.map((question) => ({
      ...question,
      href: `/authoring/banks/${bank.id}/questions/${question.id}`,
      stem: question.stem.length > STEM_SHOWN ? `${question.stem.slice(0, STEM_SHOWN)}…` : question.stem,
      tags: question.tags.join(', '),
      skill: question.componentCode,
    })),
    pagination: {
      total: found.total,
      from: found.total === 0 ? 0 : from + 1,
      to: from + found.questions.length,
      pages:
        pages > 1
          ? Array.from({ length: pages }, (_, index) => ({
              label: index + 1,
              href: href({ page: index + 1 }),
              current: index + 1 === query.page,
            }))
          : [],
      previous: query.page > 1 ? href({ page: query.page - 1 }) : null,
      next: query.page < pages ? href({ page: query.page + 1 }) : null,
    },
  };
}

function address(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}
