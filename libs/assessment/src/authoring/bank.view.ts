import type { Folder } from '../bank/folder-tree.js';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import { VERSION_STATUSES } from '../bank/question-version.entity.js';
import { questionTypeCodes } from '../question-types/index.js';
import type { QuestionQuery } from './question-query.js';
import { type Facets, type FoundQuestion, PAGE_SIZE } from './question-search.repository.js';

const STEM_SHOWN = 160;

/** One page of a bank with its filters; the texts of labels come from the template. */
export function bankView(
  bank: QuestionBank,
  query: QuestionQuery,
  found: { total: number; questions: FoundQuestion[] },
  facets: Facets,
  folders: Folder[],
) {
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  const href = (changes: Partial<Record<keyof QuestionQuery, string | number>>) =>
    `/authoring/banks/${bank.id}?${address({ ...query, ...changes })}`;
  const from = (query.page - 1) * PAGE_SIZE;
  return {
    bank: { id: bank.id, code: bank.code, title: bank.title, needsReview: bank.needsReview },
    query,
    total: found.total,
    asked: address({ ...query, page: 1 }),
    filtered: [
      ...[query.q, query.tag, query.type, query.component, query.difficulty],
      ...[query.level, query.status, query.folder],
    ].some(Boolean),
    folders: folders.map(({ id, path, inAll }) => ({
      value: id,
      path,
      count: inAll,
      selected: id === query.folder,
    })),
    inNoFolder: query.folder === 'none',
    levels: [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({ value, selected: value === query.level })),
    statuses: VERSION_STATUSES.map((value) => ({ value, selected: value === query.status })),
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
    inReview: facets.inReview,
    showsWaiting: query.state === 'in-use' && query.status === 'in-review',
    inUseHref: href({ state: 'in-use', status: '', page: 1 }),
    waitingHref: href({ state: 'in-use', status: 'in-review', page: 1 }),
    retiredHref: href({ state: 'retired', status: '', page: 1 }),
    questions: found.questions.map((question) => ({
      ...question,
      href: `/authoring/banks/${bank.id}/questions/${question.id}`,
      stem: question.stem.length > STEM_SHOWN ? `${question.stem.slice(0, STEM_SHOWN)}…` : question.stem,
      tags: question.tags.join(', '),
      skill: question.componentCode,
      drawn: question.reviewedVersion === question.version ? null : question.reviewedVersion,
      path: folders.find(({ id }) => id === question.folderId)?.path ?? null,
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
