import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ShownLevels } from '#mastery';
import { Papers } from '../issuing/papers.factory.js';
import type { FrameworkLine } from '../render/certificate-model.js';
import { awardedLines } from './awarded-lines.js';

/** Levels that a paper stated, as far as the ledger still has them. */
@Injectable()
export class LivingLevels {
  constructor(
    private readonly db: DataSource,
    private readonly shown: ShownLevels,
    private readonly papers: Papers,
  ) {}

  /**
   * The same lines, where what was taken back is gone, or is the level that the enrolment shows instead. Other levels
   * that were shown since are not added: who replaces a paper corrects it.
   */
  async of(enrolmentId: string, lines: readonly FrameworkLine[]): Promise<FrameworkLine[]> {
    const stated = lines.flatMap(({ components }) => components.flatMap(({ award }) => award?.entry ?? []));
    if (stated.length === 0) return [...lines];
    const levels = (await this.shown.of([enrolmentId])).get(enrolmentId) ?? [];
    const now = awardedLines([], levels, await this.papers.versionsOf(levels));
    const taken = await this.takenBack(stated);
    return lines.map((line) => ({
      ...line,
      components: line.components.map((component) => {
        const { award, ...named } = component;
        if (!award?.entry || !taken.has(award.entry)) return component;
        const same = now.find(({ versionId }) => versionId === line.versionId);
        const instead = same?.components.find(({ code }) => code === component.code)?.award;
        return instead ? { ...named, award: instead } : named;
      }),
    }));
  }

  private async takenBack(entryIds: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.db.query(
      'SELECT withdraws AS id FROM skill_entry WHERE withdraws = ANY ($1::uuid[])',
      [entryIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
