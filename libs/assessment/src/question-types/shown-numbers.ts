import { refused } from './answer-parts.js';

/**
 * The id behind what a browser sends for a thing of a question: its number in the order shown, from 1. Ids stay on
 * the server: given by place, or by an author, they would tell the author's order, and so perhaps the key. Throws
 * InvalidInput when nothing has that number.
 */
export function idAt(ids: string[], number: unknown): string {
  const id = typeof number === 'string' && /^[1-9]\d?$/.test(number) ? ids[Number(number) - 1] : undefined;
  if (id === undefined) throw refused('assessment.unknown-option');
  return id;
}
