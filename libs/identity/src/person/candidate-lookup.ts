import { type Candidate, nameKey } from './person-match.policy.js';

export type StoredCandidate = Omit<Candidate, 'sameCitizenId' | 'nameKey'> & { citizenIdHash: Buffer | null };

type Stored = StoredCandidate & { nameKey: string };

/** Candidates of a whole batch, by name and by citizen number. */
export class CandidateLookup {
  private readonly byName = new Map<string, Stored[]>();
  private readonly byNumber = new Map<string, Stored>();

  constructor(candidates: readonly StoredCandidate[]) {
    for (const stored of candidates) {
      const candidate = { ...stored, nameKey: nameKey(stored.fullName) };
      const namesakes = this.byName.get(candidate.nameKey);
      if (namesakes) namesakes.push(candidate);
      else this.byName.set(candidate.nameKey, [candidate]);
      if (candidate.citizenIdHash) this.byNumber.set(candidate.citizenIdHash.toString('hex'), candidate);
    }
  }

  /** Those of this name, and the one with this number whatever the name. */
  for(key: string, numberHash: Buffer | null): Candidate[] {
    const numbered = numberHash && this.byNumber.get(numberHash.toString('hex'));
    const named = this.byName.get(key) ?? [];
    return [...new Set(numbered ? [numbered, ...named] : named)].map(({ citizenIdHash, ...candidate }) => ({
      ...candidate,
      sameCitizenId: citizenIdHash === null ? null : numberHash !== null && citizenIdHash.equals(numberHash),
    }));
  }
}
