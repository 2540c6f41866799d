import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { cleanText } from '#platform/text';
import type { QuestionContent } from '../bank/question.input.js';

export const PAGE_SIZE = 50;
const word = z.string().max(200).transform(cleanText).catch('');

/** What an author looks for; anything odd in the address is taken as not asked. */
export const questionQuery = z.object({
  q: word,
  tag: word,
  type: word,
  component: word,
  difficulty: z.coerce.number().int().min(1).max(3).nullable().catch(null),
  state: z.enum(['in-use', 'retired']).catch('in-use'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type QuestionQuery = z.output<typeof questionQuery>;

export interface FoundQuestion {
  id: string;
  externalId: string;
  stem: string;
  type: string;
  tags: string[];
  componentCode: string | null;
  level: number | null;
  difficulty: number;
  version: number;
}

export interface QuestionRecord extends QuestionContent {
  id: string;
  bankId: string;
  externalId: string;
  tags: string[];
  version: number;
  retiredAt: Date | null;
  versions: number;
}

@Injectable()
export class QuestionSearch {
  constructor(private readonly db: DataSource) {}

  /** One page of a bank's questions; words are found with or without diacritics, in the text or the code. */
  async find(bankId: string, query: QuestionQuery): Promise<{ total: number; questions: FoundQuestion[] }> {
    const where = `q.bank_id = $1 AND (q.retired_at IS NOT NULL) = ($2 = 'retired')
      AND ($3 = '' OR search_text(v.stem) LIKE '%' || $4 || '%' OR q.external_id = $3)
      AND ($5 = '' OR $5 = ANY (q.tags)) AND ($6 = '' OR v.type = $6)
      AND ($7 = '' OR v.component_code = $7) AND ($8::int IS NULL OR v.difficulty = $8)`;
    const from = `FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version`;
    const rows: (FoundQuestion & { total: number })[] = await this.db.query(
      `SELECT q.id, q.external_id AS "externalId", v.stem, v.type, q.tags, v.component_code AS "componentCode",
              v.level, v.difficulty, v.version, count(*) OVER ()::int AS total
         ${from} WHERE ${where} ORDER BY q.external_id LIMIT ${PAGE_SIZE} OFFSET $9`,
      [
        bankId,
        query.state,
        query.q,
        await this.pattern(query.q),
        query.tag,
        query.type,
        query.component,
        query.difficulty,
        (query.page - 1) * PAGE_SIZE,
      ],
    );
    return { total: rows[0]?.total ?? 0, questions: rows };
  }

  async question(bankId: string, id: string): Promise<QuestionRecord | null> {
    const rows: QuestionRecord[] = await this.db.query(
      `SELECT q.id, q.bank_id AS "bankId", q.external_id AS "externalId", q.tags, q.retired_at AS "retiredAt",
              v.version, v.type, v.stem, v.body, v.explanation, v.component_code AS "componentCode", v.level,
              v.difficulty, v.lesson_slug AS "lessonSlug", q.current_version AS versions
         FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE q.bank_id = $1 AND q.id = $2`,
      [bankId, id],
    );
    return rows[0] ?? null;
  }

  /** What a bank can be narrowed by. */
  async facets(bankId: string): Promise<{ tags: string[]; components: string[]; retired: number }> {
    const rows: { tags: string[]; components: string[]; retired: number }[] = await this.db.query(
      `SELECT coalesce((SELECT array_agg(DISTINCT tag ORDER BY tag) FROM question, unnest(tags) AS tag
                         WHERE bank_id = $1), '{}') AS tags,
              coalesce((SELECT array_agg(DISTINCT v.component_code ORDER BY v.component_code)
                          FROM question q JOIN question_version v
                            ON v.question_id = q.id AND v.version = q.current_version
                         WHERE q.bank_id = $1 AND v.component_code IS NOT NULL), '{}') AS components,
              (SELECT count(*)::int FROM question WHERE bank_id = $1 AND retired_at IS NOT NULL) AS retired`,
      [bankId],
    );
    return rows[0]!;
  }

  /** The words as the index knows them, with LIKE's own signs taken literally. */
  private async pattern(words: string): Promise<string> {
    const rows: { text: string }[] = await this.db.query('SELECT search_text($1) AS text', [words]);
    return rows[0]!.text.replace(/[\\%_]/g, '\\$&');
  }
}
