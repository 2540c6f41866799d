import { isDeepStrictEqual } from 'node:util';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { questionType } from '../question-types/index.js';
import { Random } from '../random/random.js';

/** Whether learners were shown the very same question: words, parts with their ids, marks, how it is marked. */
export function asksTheSame(given: StoredQuestion, other: StoredQuestion): boolean {
  if (given.type !== other.type || given.stem !== other.stem) return false;
  const type = questionType(given.type);
  if (type.marks(given.body) !== type.marks(other.body)) return false;
  const shown = type.order(given.body, new Random('0'.repeat(32)));
  const known = new Set(type.order(other.body, new Random('0'.repeat(32))));
  if (known.size !== shown.length || shown.some((id) => !known.has(id))) return false;
  const put = ({ body }: StoredQuestion) => type.view(body, shown, [], 'answer');
  return isDeepStrictEqual(put(given), put(other));
}
