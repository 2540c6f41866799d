import { Injectable } from '@nestjs/common';
import type { EntryGuide, LearningPlace } from '#assessment';
import { MOST_PREDICTED } from './entry.input.js';
import { OwnEntriesRepository } from './own-entries.repository.js';

/** Tells the pages of an attempt about the contest around it; they have checked whose attempt it is. */
@Injectable()
export class ContestEntryGuide implements EntryGuide {
  constructor(private readonly entries: OwnEntriesRepository) {}

  async place(entryId: string): Promise<LearningPlace | null> {
    const entry = await this.entries.find(entryId);
    if (!entry) return null;
    const href = `/contest-entries/${entry.id}`;
    return {
      ...{ courseTitle: entry.contestTitle, href, lessons: [] },
      handIn: {
        action: `${href}/submission`,
        name: 'prediction',
        label: `contest.prediction.${entry.predictionKind}`,
        hint: 'contest.prediction.hint',
        max: MOST_PREDICTED,
      },
    };
  }
}
