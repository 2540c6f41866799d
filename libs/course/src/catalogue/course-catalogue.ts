import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Audience } from '../version/course-facts.js';
import type { CatalogueQuery } from './catalogue.input.js';

export interface CatalogueEntry {
  versionId: string;
  slug: string;
  code: string;
  title: string;
  summary: string;
  audience: Audience[];
  tiet: number;
  /** Of kind 'lesson' only. */
  lessons: number;
  minutes: number;
  /** Address of the cover picture, or null. */
  cover: string | null;
}

export interface CatalogueResult {
  total: number;
  entries: CatalogueEntry[];
  /** Nothing has the words as typed: these come near. */
  nearest: boolean;
}

export const PAGE_SIZE = 12;

const OPEN = `course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published' WHERE c.archived_at IS NULL`;
const TEXT = `search_text(v.title || ' ' || v.summary)`;
const ENTRY = `v.id AS "versionId", c.slug, c.code, v.title, v.summary, v.audience, v.tiet,
  '/media/' || v.cover_media_id AS cover,
  (SELECT count(*)::int FROM lesson l WHERE l.version_id = v.id AND l.kind = 'lesson') AS lessons,
  (SELECT coalesce(sum(l.minutes), 0)::int FROM lesson l WHERE l.version_id = v.id) AS minutes,
  count(*) OVER ()::int AS total`;

/** The courses anybody may look at, found by words with or without diacritics. */
@Injectable()
export class CourseCatalogue {
  constructor(private readonly db: DataSource) {}

  /** One page of {@link PAGE_SIZE}; those with the words in their title come first, then the newest. */
  async search({ q, audience, page }: CatalogueQuery): Promise<CatalogueResult> {
    const words = q.split(/\s+/).filter(Boolean).slice(0, 8).map(asPattern);
    const conditions = words.map((_, index) => hasWord(`$${index + 1}`));
    const inTitle = words.map((_, index) => `search_text(v.title) LIKE search_text($${index + 1})`);
    const group = `$${words.length + 1}::text`;
    const rows: (CatalogueEntry & { total: number })[] = await this.db.query(
      `SELECT ${ENTRY} FROM ${OPEN} ${conditions.map((condition) => `AND ${condition}`).join(' ')}
          AND (${group} IS NULL OR ${group} = ANY (v.audience))
        ORDER BY ${inTitle.length > 0 ? `(${inTitle.join(' AND ')}) DESC,` : ''} v.published_at DESC, c.slug
        LIMIT ${PAGE_SIZE} OFFSET $${words.length + 2}`,
      [...words, audience, (page - 1) * PAGE_SIZE],
    );
    if (rows.length === 0 && words.length > 0 && page === 1) return this.nearest(q, audience);
    return resultOf(rows, false);
  }

  /** How many courses each group finds for these words. */
  async counts(q = ''): Promise<Record<Audience, number> & { all: number }> {
    const words = q.split(/\s+/).filter(Boolean).slice(0, 8).map(asPattern);
    const conditions = words.map((_, index) => `AND ${hasWord(`$${index + 1}`)}`).join(' ');
    const rows: { audience: Audience | null; n: number }[] = await this.db.query(
      `SELECT g.audience, count(DISTINCT c.id)::int AS n FROM ${OPEN.replace('WHERE', 'CROSS JOIN LATERAL unnest(v.audience) AS g(audience) WHERE')}
        ${conditions} GROUP BY GROUPING SETS ((g.audience), ())`,
      words,
    );
    const of = (audience: Audience | null) => rows.find((row) => row.audience === audience)?.n ?? 0;
    return {
      all: of(null),
      official: of('official'),
      citizen: of('citizen'),
      student: of('student'),
      worker: of('worker'),
    };
  }

  /** For a slip of the finger: «an toam so». */
  private async nearest(q: string, audience: Audience | null): Promise<CatalogueResult> {
    const rows: (CatalogueEntry & { total: number })[] = await this.db.query(
      `SELECT ${ENTRY} FROM ${OPEN}
          AND ($2::text IS NULL OR $2 = ANY (v.audience)) AND word_similarity(search_text($1), ${TEXT}) >= 0.45
        ORDER BY word_similarity(search_text($1), ${TEXT}) DESC, c.slug LIMIT ${PAGE_SIZE}`,
      [q, audience],
    );
    return resultOf(rows, true);
  }
}

const hasWord = (parameter: string): string =>
  `(${TEXT} LIKE search_text(${parameter}) OR search_text(c.code) LIKE search_text(${parameter}))`;

/** `%` and `_` typed by a person are letters like any other. */
const asPattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

const resultOf = (rows: (CatalogueEntry & { total: number })[], nearest: boolean): CatalogueResult => ({
  total: rows[0]?.total ?? 0,
  entries: rows.map(({ total: _, ...entry }) => entry),
  nearest: nearest && rows.length > 0,
});
