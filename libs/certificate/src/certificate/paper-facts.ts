import type { Json } from '../chain/canonical-json.js';
import { type CertificateFacts, digestOf } from '../chain/commitment.js';
import type { VerificationCode } from '../code/verification-code.js';
import { levelsText } from '../levels/evidence-reference.js';
import type { CertificateModel, ContestAward, PlainDate } from '../render/certificate-model.js';

/** What a paper says, as it was on the day of issue; the numbers and the code stand in columns of their own. */
export type PaperFacts = Omit<
  CertificateModel,
  'serial' | 'registerNumber' | 'verification' | 'createdAt' | 'trial' | 'title' | 'confirmation'
> & {
  title: 'completion' | 'authorised-certificate';
  trial: boolean;
  /** Of a holder under 16 at issue: the day they come of age. Until then the public page shows the least. */
  minorUntil?: PlainDate;
  /** The QR also says, signed, what it is of (ADR 0031). */
  offlineCode?: boolean;
  /** Id of the template version it is drawn by, now and whenever it is printed again; the usual page when absent. */
  template?: string;
};

/** What a register shows of an entry, also of one that came from an older register. */
export type BookFacts = Pick<PaperFacts, 'issuer' | 'holder' | 'course' | 'study' | 'issuedOn'>;

/** What a register adds to the facts. */
export interface Entry {
  serial: string;
  entryNumber: string;
  code: string;
}

/** `publicUrl` is the origin that the QR leads to. */
export function modelOf(
  facts: PaperFacts,
  entry: Entry,
  issuedAt: Date,
  publicUrl: string,
): CertificateModel {
  const { template: _, minorUntil: __, offlineCode: ___, ...said } = facts;
  return {
    ...said,
    serial: entry.serial,
    registerNumber: entry.entryNumber,
    verification: {
      url: `${publicUrl}/verify/${entry.code}`,
      code: entry.code as VerificationCode,
      lookup: `${publicUrl.replace(/^https?:\/\//, '')}/verify`,
    },
    createdAt: issuedAt,
  };
}

/** How a certificate ended: the hash of its file in hexadecimal, null when it never had one. */
export interface Ending {
  fileHash: string | null;
  reason: string;
}

/** What the issuing log binds; the file is bound once it is there, by the entry that ends the certificate. */
export function committedFacts(facts: PaperFacts, entry: Entry, ending: Ending | null): CertificateFacts {
  const levels = levelsText(facts.framework ?? []);
  return {
    serial: entry.serial,
    registerNumber: entry.entryNumber,
    code: entry.code,
    holder: facts.holder.name,
    birth: birthText(facts),
    course: facts.course.name,
    issuer: facts.issuer.name,
    issuedOn: facts.issuedOn,
    ...(levels ? { levels } : {}),
    ...(facts.award ? { award: awardText(facts.award) } : {}),
    // As the table gives it back: without members that are not there.
    paper: digestOf(JSON.parse(JSON.stringify(facts)) as Json),
    fileHash: ending?.fileHash ?? null,
    ...(ending ? { reason: ending.reason } : {}),
  };
}

/** Place and count of an award, as the issuing log binds them. */
const awardText = ({ place, of, kind, round, revision }: ContestAward): string =>
  [round, revision, place, of, kind ?? ''].join('\t');

/** `1987-08-14`, `1987`, or null. */
export function birthText({ holder }: Pick<PaperFacts, 'holder'>): string | null {
  if (!holder.birth) return null;
  return 'date' in holder.birth ? holder.birth.date : String(holder.birth.year);
}
