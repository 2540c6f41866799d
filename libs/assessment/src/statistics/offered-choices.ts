import type { QuestionType } from '../question-types/index.js';
import { Random } from '../random/random.js';

/** Any order will do: it is undone. */
const SEED = '0'.repeat(32);

/** Answers that a question offers for choice, in the author's order; null when it is answered in another way. */
export function offeredChoices(type: QuestionType, body: object): string[] | null {
  const shown = type.order(body, new Random(SEED));
  if (!Array.isArray(type.view(body, shown, [], 'answer')['options'])) return null;
  const places = [...textsOf(body).keys()];
  return [...shown].sort((one, other) => places.indexOf(one) - places.indexOf(other));
}

/** The words of everything in a body that has an id. */
export function textsOf(body: unknown, found = new Map<string, string>()): Map<string, string> {
  if (body === null || typeof body !== 'object') return found;
  const { id, text, label } = body as { id?: unknown; text?: unknown; label?: unknown };
  const words = text ?? label;
  if (typeof id === 'string' && typeof words === 'string' && !found.has(id)) found.set(id, words);
  for (const part of Object.values(body)) textsOf(part, found);
  return found;
}
