import type { QuestionBank } from '../bank/question-bank.entity.js';
import type { LikeGroup, LikeSearch } from './like-groups.repository.js';

export const GROUPS_PER_PAGE = 25;

/** `search` null: the bank was never searched. */
export function similarView(
  bank: QuestionBank,
  search: LikeSearch | null,
  groups: LikeGroup[],
  page: number,
) {
  const home = `/authoring/banks/${bank.id}`;
  const here = `${home}/similar`;
  const total = search?.groups ?? 0;
  const pages = Math.ceil(total / GROUPS_PER_PAGE);
  const from = (page - 1) * GROUPS_PER_PAGE;
  const at = (number: number) => `${here}?page=${number}`;
  return {
    bank: { title: bank.title, href: home },
    here,
    search,
    groups: groups.map(({ size, questions }, index) => ({
      number: from + index + 1,
      size,
      more: size - questions.length,
      questions: questions.map((each) => ({ ...each, href: `${home}/questions/${each.id}` })),
    })),
    pagination: {
      total,
      from: groups.length === 0 ? 0 : from + 1,
      to: from + groups.length,
      pages:
        pages > 1
          ? Array.from({ length: pages }, (_, index) => index + 1)
              .filter((number) => number === 1 || number === pages || Math.abs(number - page) < 4)
              .map((label) => ({ label, href: at(label), current: label === page }))
          : [],
      previous: page > 1 ? at(page - 1) : null,
      next: page < pages ? at(page + 1) : null,
    },
  };
}
