import { Inject, Injectable } from '@nestjs/common';
import type { AwardedPerson, AwardedRound, AwardedUnit } from '#contest';
import { Units } from '#organisation';
import { Clock, localDay } from '#platform/clock';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { isMinor, ofAgeOn } from '../guardian/minor.policy.js';
import type { Issuer } from '../issuer/issuer.entity.js';
import { signedFor } from '../issuing/papers.factory.js';
import type { ContestAward } from '../render/certificate-model.js';
import { SIGNER, type Signer } from '../signing/signer.js';
import { rankWords } from './award-words.js';

/** What an award is drawn with, the same for all of a round. */
export interface AwardFrame {
  round: AwardedRound;
  issuer: Issuer;
  template: string | null;
}

/** What awards of contests say. */
@Injectable()
export class AwardPapers {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    @Inject(SIGNER) private readonly signer: Signer,
  ) {}

  /** The full name: the paper is the holder's own. Of somebody under 16 the least, as on every paper. */
  async ofPeople(frame: AwardFrame, people: readonly AwardedPerson[]): Promise<Map<string, PaperFacts>> {
    const today = localDay(this.clock.now());
    const units = await this.units.byIds([...new Set(people.map(({ unitId }) => unitId))]);
    return new Map(
      people.flatMap((person): [string, PaperFacts][] => {
        const { fullName, birthDate, birthYear, targetGroup, unitId, entryId, place, tied } = person;
        if (!fullName) return [];
        const age = { birthDate, birthYear, targetGroup: targetGroup ?? '' };
        const minor = isMinor(age, today);
        const year = birthDate ? Number(birthDate.slice(0, 4)) : birthYear;
        const unit = minor ? undefined : units.get(unitId)?.name;
        const facts = this.facts(frame, today, { place, tied, of: frame.round.entries });
        const holder = {
          name: fullName.normalize('NFC'),
          ...(birthDate && !minor ? { birth: { date: birthDate } } : year ? { birth: { year } } : {}),
          ...(unit ? { unit } : {}),
        };
        return [[entryId, { ...facts, holder, ...(minor ? { minorUntil: ofAgeOn(age)! } : {}) }]];
      }),
    );
  }

  ofUnits(frame: AwardFrame, kind: string, units: readonly AwardedUnit[]): Map<string, PaperFacts> {
    const today = localDay(this.clock.now());
    const of = frame.round.kinds[kind] ?? units.length;
    return new Map(
      units.map(({ unitId, name, place, tied }) => {
        const facts = this.facts(frame, today, { place, tied, of, kind });
        return [unitId, { ...facts, holder: { name: name.normalize('NFC') } }];
      }),
    );
  }

  private facts(
    { round, issuer, template }: AwardFrame,
    today: string,
    standing: Omit<ContestAward, 'round' | 'revision'>,
  ): Omit<PaperFacts, 'holder'> {
    return {
      ...signedFor(issuer),
      // No training was certified: whatever the issuer may issue, this is no “chứng chỉ”.
      title: 'completion',
      course: { name: round.contestTitle },
      study: { result: rankWords(standing) },
      award: { ...standing, round: round.title, revision: round.revision ?? 1 },
      issuedOn: today,
      trial: !this.signer.describe().legalValue,
      ...(issuer.offlineCode ? { offlineCode: true } : {}),
      ...(template ? { template } : {}),
    };
  }
}
