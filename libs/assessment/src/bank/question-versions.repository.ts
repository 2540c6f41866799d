import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedCache } from '#platform/cache';
import type { QuestionContent } from './question.input.js';

export interface StoredQuestion extends QuestionContent {
  /** Id of the version. */
  id: string;
}

/** Question versions by id, kept in the process: they never change. */
@Injectable()
export class QuestionVersions {
  private readonly cache = new BoundedCache<StoredQuestion>(20_000);

  constructor(private readonly db: DataSource) {}

  /** All of them, by id. A version that is not there is a bug: attempts hold references to them. */
  async find(ids: Iterable<string>): Promise<Map<string, StoredQuestion>> {
    const found = new Map<string, StoredQuestion>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const known = this.cache.get(id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length > 0) for (const version of await this.load(missing)) found.set(version.id, version);
    return found;
  }

  private async load(ids: string[]): Promise<StoredQuestion[]> {
    const versions: StoredQuestion[] = await this.db.query(
      `SELECT id, type, stem, body, explanation, component_code AS "componentCode", level, difficulty,
              lesson_slug AS "lessonSlug"
         FROM question_version WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    if (versions.length < ids.length)
      throw new Error(`Question versions missing: ${ids.length - versions.length}`);
    for (const version of versions) this.cache.set(version.id, version);
    return versions;
  }
}
