import type { StoredQuestion } from '../bank/question-versions.repository.js';

export const REMEDY_KINDS = ['key', 'drop', 'credit'] as const;
/**
 * What is done about a faulty question. `key`: marked by the key of another version that asks the same; `drop`: counts
 * neither in the marks nor in the total; `credit`: full marks for everybody who was given it.
 */
export type RemedyKind = (typeof REMEDY_KINDS)[number];

export interface Remedy {
  regradeId: string;
  kind: RemedyKind;
  /** The version whose key counts; null unless `key`. */
  key: StoredQuestion | null;
}

/** Remedies in force for a quiz, by the question version that learners were given. */
export type Remedies = ReadonlyMap<string, Remedy>;

export const NO_REMEDIES: Remedies = new Map();

/** Places (from 1) of the questions that do not count. */
export const droppedPlaces = (versionIds: string[], remedies: Remedies): number[] =>
  versionIds.flatMap((id, index) => (remedies.get(id)?.kind === 'drop' ? [index + 1] : []));
