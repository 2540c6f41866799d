import type { CertificateStatus } from '../certificate/certificate.entity.js';
import { committedFacts, type Ending, type PaperFacts } from '../certificate/paper-facts.js';
import { commitmentHolds } from '../chain/commitment.js';

/** A certificate with what the issuing log holds of it. Hashes and salt in hexadecimal. */
export interface CertificateRecord {
  id: string;
  code: string;
  serial: string;
  entryNumber: string;
  status: CertificateStatus;
  facts: PaperFacts;
  salt: string;
  endedOn: string | null;
  endReason: string | null;
  sha256: string | null;
  /** Fingerprint of the certificate of the key that signed the file. */
  signedBy: string | null;
  issuedAt: Date;
  replacedBy: string | null;
  /** Of a holder who was under 16: whether a guardian agreed that it is shown. */
  shared: boolean;
  /** Commitment by kind of entry. */
  log: Partial<Record<'issued' | 'revoked' | 'replaced', string>> | null;
}

/** Whether the record is what the log says of it: who changes a table does not thereby make a certificate. */
export function agreesWithLog({
  facts,
  salt,
  status,
  sha256,
  endReason,
  log,
  ...entry
}: CertificateRecord): boolean {
  const holds = (commitment: string | undefined, ending: Ending | null) =>
    commitment !== undefined && commitmentHolds(commitment, committedFacts(facts, entry, ending), salt);
  if (!holds(log?.issued, null)) return false;
  if (status === 'valid') return !log?.revoked && !log?.replaced;
  return holds(log?.[status], { fileHash: sha256, reason: endReason ?? '' });
}
