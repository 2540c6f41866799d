import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { DomainError } from '#platform/errors';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { isMinor } from '../guardian/minor.policy.js';
import { Issuer } from '../issuer/issuer.entity.js';
import { SIGNER, type Signer } from '../signing/signer.js';
import { PreparedTemplates } from '../template/prepared-templates.js';
import type { Candidate } from './candidates.repository.js';
import type { Obstacle } from './obstacles.repository.js';
import { Papers, paperOf } from './papers.factory.js';
import { assertPrintable } from './printable.policy.js';

/** What one issuer is about to enter: facts by enrolment. */
export interface Prepared {
  issuer: Issuer;
  facts: Map<string, PaperFacts>;
}

/** Everything about a batch that can be done without a lock; what cannot be printed will take no number. */
@Injectable()
export class Preparation {
  constructor(
    private readonly db: DataSource,
    private readonly papers: Papers,
    private readonly templates: PreparedTemplates,
    @Inject(SIGNER) private readonly signer: Signer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async prepare(candidates: readonly Candidate[]): Promise<{ prepared: Prepared[]; refused: Obstacle[] }> {
    const issuers = await this.issuersOf(candidates);
    const sources = await this.papers.sources(candidates);
    const trial = !this.signer.describe().legalValue;
    const prepared = new Map<string, Prepared>();
    const refused: Obstacle[] = [];
    for (const [index, candidate] of candidates.entries()) {
      // Trying a page takes most of a millisecond: whatever else this process has to do gets its turn now and then.
      if (index % 50 === 49) await turn();
      const { enrolmentId } = candidate;
      try {
        const issuer = issuers.get(candidate.issuerId ?? '');
        if (!issuer) throw new DomainError('certificate.no-issuer');
        if (!candidate.guardianConsent && isMinor(candidate, candidate.today))
          throw new DomainError('certificate.guardian-consent-missing');
        const facts = paperOf(candidate, issuer, sources, trial);
        assertPrintable(facts, issuer, this.config.publicUrl, await this.templates.of(facts.template));
        const group = prepared.get(issuer.id) ?? { issuer, facts: new Map() };
        prepared.set(issuer.id, group);
        group.facts.set(enrolmentId, facts);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused.push({ enrolmentId, code: error.code, params: error.params });
      }
    }
    return { prepared: [...prepared.values()], refused };
  }

  private async issuersOf(candidates: readonly Candidate[]): Promise<Map<string, Issuer>> {
    const ids = [...new Set(candidates.flatMap(({ issuerId }) => (issuerId ? [issuerId] : [])))];
    const found = await this.db.manager.findBy(Issuer, { id: In(ids) });
    return new Map(found.map((issuer) => [issuer.id, issuer]));
  }
}
