import { type Candidate, spelling } from './person-match.policy.js';

type Stored = Omit<Candidate, 'sameCitizenId'> & { citizenIdHash: Buffer | null };

/** Candidates of a whole batch, by name and by citizen number. */
export class CandidateLookup {
  private readonly byName = new Map<string, Stored[]>();
  private readonly byNumber = new Map<string, Stored>();

  constructor(candidates: readonly Stored[]) {
    for (const candidate of candidates) {
      const name = spelling(candidate.fullName);
      this.byName.set(name, [...(this.byName.get(name) ?? []), candidate]);
      if (candidate.citizenIdHash) this.byNumber.set(candidate.citizenIdHash.toString('hex'), candidate);
    }
  }

  /** Those of this name, and the one with this number whatever the name. */
  for(fullName: string, numberHash: Buffer | null): Candidate[] {
    const numbered = numberHash && this.byNumber.get(numberHash.toString('hex'));
    const named = this.byName.get(spelling(fullName)) ?? [];
    return [...new Set(numbered ? [numbered, ...named] : named)].map(({ citizenIdHash, ...candidate }) => ({
      ...candidate,
      sameCitizenId: citizenIdHash === null ? null : numberHash !== null && citizenIdHash.equals(numberHash),
    }));
  }
}
