import type { CertificateStatus } from '../certificate/certificate.entity.js';
import type { SignatureProblem } from '../verify-file/signature-check.js';

/** `recorded`: stands in an older register of the issuer; no paper of ours, nothing of it is signed. */
export type VerificationState = CertificateStatus | 'recorded' | 'unknown';

/**
 * The answer to “is this certificate good?”, of one shape whatever the state. Never birth date, score or citizen
 * number, though the paper prints some of them. Days are `YYYY-MM-DD`.
 */
export interface Verification {
  valid: boolean;
  state: VerificationState;
  /** Why it was revoked, as the registrar wrote it. */
  reason: string | null;
  /** 28 letters, without dashes. */
  code: string | null;
  serial: string | null;
  registerNumber: string | null;
  /** Of a holder under 16 whose guardian did not agree to more: the first letters. */
  name: string | null;
  course: string | null;
  issuer: string | null;
  issuedOn: string | null;
  endedOn: string | null;
  /** Code of the certificate that takes its place. */
  replacedBy: string | null;
  /** Levels that it states, by component; none of a holder under 16 whose guardian did not agree to more. */
  levels: StatedLevel[];
  /** Of an award: round and place in its standings; `course` is then the contest. */
  award: string | null;
  /** True for a trial without legal value. */
  trial: boolean | null;
  /** The day on which it was recorded here from an older register; null for certificates. */
  recordedOn: string | null;
  checkedAt: Date;
}

/** A level as the paper says it, without marks. */
export interface StatedLevel {
  /** “4.1”. */
  code: string | null;
  name: string;
  /** “Bậc 3, Trung cấp”. */
  level: string;
  framework: string;
  frameworkVersion: string | null;
  /** By an invented threshold. */
  demonstration: boolean;
}

/**
 * `match`: exactly the file that was issued. `altered`: one of ours, but not these bytes. `other`: the file of
 * another certificate than the one in question.
 */
export type FileOutcome = 'match' | 'altered' | 'other' | 'not-ours' | 'not-a-pdf' | 'too-large';

/**
 * What was done to an altered file, as far as its own signature tells: changed, cut off or added to, its signature
 * damaged or taken away, signed by a key that is not ours, dated before the certificate was issued, or signed with
 * our key although it is not the file that was issued.
 */
export type Alteration = SignatureProblem | 'other-key' | 'back-dated' | 'other-file';

export interface FileCheck {
  outcome: FileOutcome;
  /** Null unless the outcome is `altered`. */
  alteration: Alteration | null;
  /** The entry that the file is, or claims to be. */
  verification: Verification;
}
