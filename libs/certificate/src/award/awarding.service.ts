import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AwardedPerson, AwardedUnit } from '#contest';
import { CONFIG, type Config } from '#platform/config';
import { inTransaction } from '#platform/database';
import type { PaperFacts } from '../certificate/paper-facts.js';
import type { Issued } from '../issuing/issuing.service.js';
import { assertPrintable } from '../issuing/printable.policy.js';
import { RegisterBook } from '../register/register-book.service.js';
import { RenderRefused } from '../render/render-refused.js';
import { PreparedTemplates } from '../template/prepared-templates.js';
import { type AwardFrame, AwardPapers } from './award-papers.js';
import { type AwardHolder, AwardRows } from './award-rows.repository.js';

/** Gives each place of a count its award, once: numbers, log and files are those of every certificate. */
@Injectable()
export class Awarding {
  constructor(
    private readonly db: DataSource,
    private readonly papers: AwardPapers,
    private readonly rows: AwardRows,
    private readonly book: RegisterBook,
    private readonly templates: PreparedTemplates,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Who has none: without a name here, under 16 without a guardian's consent, or not to be printed. */
  async people(frame: AwardFrame, people: readonly AwardedPerson[]): Promise<Issued> {
    const papers = await this.papers.ofPeople(frame, people);
    const consenting = await this.rows.consenting(people.map(({ accountId }) => accountId));
    const holders = new Map<string, AwardHolder>();
    for (const { entryId, accountId } of people) {
      if (papers.get(entryId)?.minorUntil && !consenting.has(accountId)) papers.delete(entryId);
      holders.set(entryId, { entryId, accountId, unitId: null });
    }
    return this.enter(frame, papers, holders);
  }

  async units(frame: AwardFrame, kind: string, units: readonly AwardedUnit[]): Promise<Issued> {
    const holders = new Map(
      units.map(({ unitId }) => [unitId, { entryId: null, accountId: null, unitId } as AwardHolder]),
    );
    return this.enter(frame, this.papers.ofUnits(frame, kind, units), holders);
  }

  /** `refused`: all who got none and have none. */
  private async enter(
    frame: AwardFrame,
    papers: ReadonlyMap<string, PaperFacts>,
    holders: ReadonlyMap<string, AwardHolder>,
  ): Promise<Issued> {
    const { issuer, template } = frame;
    const prepared = template ? await this.templates.of(template) : undefined;
    const printable = new Map([...papers].filter(([, facts]) => this.fits(facts, frame, prepared)));
    return inTransaction(this.db, async (tx) => {
      const { id, countId } = frame.round as { id: string; countId: string };
      await this.rows.lock(tx, id);
      const lacking = await this.rows.without(tx, id, [...holders.keys()]);
      const owed = lacking.filter((holder) => printable.has(holder));
      const refused = lacking.length - owed.length;
      if (owed.length === 0) return { issued: 0, refused };
      const entered = await this.book.enter(
        tx,
        issuer,
        owed.map((holder) => ({ enrolmentId: null, facts: printable.get(holder)! })),
      );
      const awards = owed.map((holder, at) => ({
        ...holders.get(holder)!,
        certificateId: entered[at]!.id,
      }));
      await this.rows.insert(tx, { id, countId }, awards);
      return { issued: owed.length, refused };
    });
  }

  private fits(
    facts: PaperFacts,
    { issuer }: AwardFrame,
    template: Awaited<ReturnType<PreparedTemplates['of']>>,
  ): boolean {
    try {
      assertPrintable(facts, issuer, this.config.publicUrl, template);
      return true;
    } catch (error) {
      if (error instanceof RenderRefused) return false;
      throw error;
    }
  }
}
