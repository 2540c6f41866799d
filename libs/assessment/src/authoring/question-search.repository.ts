import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QuestionContent } from '../bank/question.input.js';
import type { VersionStatus } from '../bank/question-version.entity.js';
import { matching, type QuestionQuery } from './question-query.js';

export const PAGE_SIZE = 50;

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
  status: VersionStatus;
  /** Version that new quizzes draw. */
  reviewedVersion: number | null;
  folderId: string | null;
}

export interface QuestionRecord extends QuestionContent {
  id: string;
  bankId: string;
  externalId: string;
  tags: string[];
  version: number;
  retiredAt: Date | null;
  /** Id of its newest version. */
  versionId: string;
  status: VersionStatus;
  /** Who wrote its newest version. */
  createdBy: string | null;
  reviewedVersion: number | null;
  folderId: string | null;
}

/** What a bank can be narrowed by, and how many wait or were retired. */
export interface Facets {
  tags: string[];
  components: string[];
  retired: number;
  inReview: number;
}

@Injectable()
export class QuestionSearch {
  constructor(private readonly db: DataSource) {}

  /** One page of what fits, by code. */
  async find(bankId: string, query: QuestionQuery): Promise<{ total: number; questions: FoundQuestion[] }> {
    const { sql, values } = matching(bankId, query, await this.pattern(query.q));
    const rows: (FoundQuestion & { total: number })[] = await this.db.query(
      `SELECT q.id, q.external_id AS "externalId", v.stem, v.type, q.tags, v.component_code AS "componentCode",
              v.level, v.difficulty, v.version, v.status, q.reviewed_version AS "reviewedVersion",
              q.folder_id AS "folderId", count(*) OVER ()::int AS total
         ${sql} ORDER BY q.external_id LIMIT ${PAGE_SIZE} OFFSET $12`,
      [...values, (query.page - 1) * PAGE_SIZE],
    );
    return { total: rows[0]?.total ?? 0, questions: rows };
  }

  /** All of what fits, by code. */
  async ids(bankId: string, query: QuestionQuery): Promise<string[]> {
    const { sql, values } = matching(bankId, query, await this.pattern(query.q));
    const rows: { id: string }[] = await this.db.query(`SELECT q.id ${sql} ORDER BY q.external_id`, values);
    return rows.map(({ id }) => id);
  }

  async question(bankId: string, id: string): Promise<QuestionRecord | null> {
    const rows: QuestionRecord[] = await this.db.query(
      `SELECT q.id, q.bank_id AS "bankId", q.external_id AS "externalId", q.tags, q.retired_at AS "retiredAt",
              v.version, v.type, v.stem, v.body, v.explanation, v.component_code AS "componentCode", v.level,
              v.difficulty, v.lesson_slug AS "lessonSlug", v.id AS "versionId", v.status, v.created_by AS "createdBy",
              q.reviewed_version AS "reviewedVersion", q.folder_id AS "folderId"
         FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE q.bank_id = $1 AND q.id = $2`,
      [bankId, id],
    );
    return rows[0] ?? null;
  }

  async facets(bankId: string): Promise<Facets> {
    const rows: Facets[] = await this.db.query(
      `SELECT coalesce((SELECT array_agg(DISTINCT tag ORDER BY tag) FROM question, unnest(tags) AS tag
                         WHERE bank_id = $1), '{}') AS tags,
              coalesce((SELECT array_agg(DISTINCT v.component_code ORDER BY v.component_code)
                          FROM question q JOIN question_version v
                            ON v.question_id = q.id AND v.version = q.current_version
                         WHERE q.bank_id = $1 AND v.component_code IS NOT NULL), '{}') AS components,
              (SELECT count(*)::int FROM question WHERE bank_id = $1 AND retired_at IS NOT NULL) AS retired,
              (SELECT count(*)::int FROM question q JOIN question_version v
                   ON v.question_id = q.id AND v.version = q.current_version
                WHERE q.bank_id = $1 AND q.retired_at IS NULL AND v.status = 'in-review') AS "inReview"`,
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
