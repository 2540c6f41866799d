import type { AccountStatus } from '../account/account.entity.js';
import type { TargetGroup } from '../account/accounts.js';

/** What a list says about a person. Everything is already cleaned and normalised. */
export interface PersonFacts {
  fullName: string;
  /** `1985-04-30`; when only the year is known, `birthYear` alone. */
  birthDate: string | null;
  birthYear: number | null;
  gender: 'male' | 'female' | null;
  /** Nine or twelve digits (`normaliseCitizenId`). */
  citizenId: string | null;
  /** `0912345678` (`normalisePhone`). */
  phone: string | null;
  email: string | null;
  jobTitle: string | null;
  unitId: string;
  targetGroup: TargetGroup;
}

/** A person as the platform knows them; never with the citizen number. */
export interface Person {
  accountId: string;
  fullName: string;
  birthDate: string | null;
  birthYear: number | null;
  gender: 'male' | 'female' | null;
  phone: string | null;
  email: string | null;
  jobTitle: string | null;
  unitId: string | null;
  targetGroup: TargetGroup;
  status: AccountStatus;
  /** What they sign in with: phone, e-mail or user name. */
  signInName: string | null;
}

/** What keeps an account from being removed: its person came, or it may do more than learn. */
export type HeldBy = 'activated' | 'role';

export type ChangedField = 'fullName' | 'birthDate' | 'phone' | 'email' | 'jobTitle' | 'unitId' | 'gender';
export interface PersonChange {
  field: ChangedField;
  from: string;
  to: string;
}

export type MatchedBy = 'citizen-id' | 'phone-and-name' | 'name-birth-unit' | 'same-facts' | 'name-and-birth';

export type PersonMatch =
  | {
      kind: 'found';
      accountId: string;
      by: MatchedBy;
      /** False: probably the same person, for somebody to confirm. */
      certain: boolean;
      /** What the list says differently. */
      changes: PersonChange[];
      /** What the list knows and we do not yet. */
      additions: ChangedField[];
    }
  /** Nobody yet; `namesakes` are people of that name in that unit who are somebody else. */
  | { kind: 'new'; namesakes: string[] };
