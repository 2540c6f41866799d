import { z } from 'zod';
import { cleanText } from '#platform/text';
import { VERSION_STATUSES } from '../bank/question-version.entity.js';

const word = z.string().max(200).transform(cleanText).catch('');
const number = (most: number) => z.coerce.number().int().min(1).max(most).nullable().catch(null);

/** What an author looks for; anything odd in the address is taken as not asked. */
export const questionQuery = z.object({
  q: word,
  /** Its id, with the folders below it; `none`: what lies in no folder. */
  folder: z
    .union([z.uuid(), z.literal('none')])
    .nullable()
    .catch(null),
  tag: word,
  type: word,
  component: word,
  level: number(8),
  difficulty: number(3),
  status: z.enum(VERSION_STATUSES).nullable().catch(null),
  state: z.enum(['in-use', 'retired']).catch('in-use'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type QuestionQuery = z.output<typeof questionQuery>;

/**
 * Questions `q` of a bank with their newest version `v` that fit the query; words are found with or without
 * diacritics, in what the question says or as its code.
 */
export function matching(bankId: string, query: QuestionQuery, pattern: string) {
  const sql = `FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
    WHERE q.bank_id = $1 AND (q.retired_at IS NOT NULL) = ($2 = 'retired')
      AND ($3 = '' OR v.words LIKE '%' || $4 || '%' OR q.external_id = $3)
      AND ($5 = '' OR $5 = ANY (q.tags)) AND ($6 = '' OR v.type = $6)
      AND ($7 = '' OR v.component_code = $7) AND ($8::int IS NULL OR v.difficulty = $8)
      AND ($9::int IS NULL OR v.level = $9) AND ($10::text IS NULL OR v.status = $10)
      AND ($11::text IS NULL OR ($11 = 'none' AND q.folder_id IS NULL) OR q.folder_id IN (
        WITH RECURSIVE below AS (
          SELECT id FROM question_folder WHERE id::text = $11
          UNION ALL SELECT f.id FROM below b JOIN question_folder f ON f.parent_id = b.id)
        SELECT id FROM below))`;
  const { state, q, tag, type, component, difficulty, level, status, folder } = query;
  const values = [bankId, state, q, pattern, tag, type, component, difficulty, level, status, folder];
  return { sql, values };
}
