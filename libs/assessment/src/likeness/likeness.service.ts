import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#platform/clock';
import type { FoundItem, Said } from '../exchange/item.js';
import { likeGroups, NEARLY_EQUAL, percentOf } from './like-groups.js';
import { LikeGroupRows } from './like-groups.repository.js';
import { LikeIndex } from './like-index.js';

/** Questions that say much the same: in a whole bank, and between a file and the bank it is for. */
@Injectable()
export class Likeness {
  constructor(
    private readonly rows: LikeGroupRows,
    private readonly clock: Clock,
    private readonly db: DataSource,
  ) {}

  /** Searches the questions in use of a bank and keeps what it finds. */
  async search(bankId: string, progress?: (done: number, total: number) => Promise<void>): Promise<void> {
    const at = this.clock.now();
    const texts = await this.rows.words(bankId);
    const found = await likeGroups(texts, async (done) => progress?.(done, texts.length));
    await this.rows.save(bankId, found, at);
  }

  /**
   * Of each new item the question that it nearly equals, as a note: one of the bank, or one before it in the file.
   * Null for the others. `created`: which items are new in the bank.
   */
  async resembled(bankId: string, items: FoundItem[], created: boolean[]): Promise<(Said | null)[]> {
    if (!created.includes(true)) return items.map(() => null);
    const index = new LikeIndex();
    for (const { code, words } of await this.rows.words(bankId)) index.add(code, words);
    const said = await this.wordsOf(items);
    return items.map(({ question }, at) => {
      if (!question || !created[at]) return null;
      const [nearest] = index.like(said[at]!, NEARLY_EQUAL).sort((one, other) => other.share - one.share);
      index.add(question.externalId, said[at]!);
      return nearest
        ? { code: 'note-resembles', params: { code: nearest.key, percent: percentOf(nearest.share) } }
        : null;
    });
  }

  /** As the database knows what a question says; '' for items that cannot be brought in. */
  private async wordsOf(items: FoundItem[]): Promise<string[]> {
    const asked = items.map(({ question }) => ({ stem: question?.stem ?? '', body: question?.body ?? {} }));
    const rows: { words: string }[] = await this.db.query(
      `SELECT question_words(item->>'stem', item->'body') AS words
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (item, place) ORDER BY place`,
      [JSON.stringify(asked)],
    );
    return rows.map(({ words }) => words);
  }
}
