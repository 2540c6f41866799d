import { Inject, Injectable } from '@nestjs/common';
import { Clock, localDay } from '#platform/clock';
import { LOGGER, type Logger } from '#platform/logging';
import { cleanText, fold } from '#platform/text';
import { standingWords } from '../award/award-words.js';
import { type BookFacts, birthText } from '../certificate/paper-facts.js';
import { parseCode } from '../code/verification-code.js';
import { initialsOf } from '../guardian/minor.policy.js';
import { statedLevels } from '../levels/stated-levels.js';
import {
  type OldEntryRecord,
  OldEntryRecords,
  oldEntryAgrees,
} from '../old-register/old-entry-records.repository.js';
import { readCertificateFile } from '../verify-file/certificate-file.js';
import { checkSignature } from '../verify-file/signature-check.js';
import { agreesWithLog, type CertificateRecord } from './certificate-record.js';
import { oldEntryAnswer } from './old-entry-answer.js';
import type { Alteration, FileCheck, FileOutcome, Verification } from './verification.js';
import { VerificationRepository } from './verification.repository.js';

/** What stands on the paper: a number, the name, and the date or year of birth (`YYYY-MM-DD`, `YYYY`). */
export interface PrintedFacts {
  number: string;
  name: string;
  birth: string | null;
}

/** Answers, to anybody, whether a certificate is good. */
@Injectable()
export class Verifications {
  constructor(
    private readonly repository: VerificationRepository,
    private readonly oldEntries: OldEntryRecords,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Forgives how a code is typed. The same work is done for a code that cannot be one. */
  async byCode(typed: string): Promise<Verification> {
    const parsed = parseCode(typed);
    return this.answer(await this.repository.byCode(parsed.ok ? parsed.code : ''));
  }

  /** All three must agree; names are compared without diacritics. */
  async byPrintedFacts({ number, name, birth }: PrintedFacts): Promise<Verification> {
    // Both are always asked, so that the time tells nothing.
    const [found, old] = await Promise.all([
      this.repository.byNumber(number),
      this.oldEntries.byNumber(number),
    ]);
    const wanted = fold(cleanText(name));
    const fits = ({ facts }: { facts: BookFacts }) =>
      fold(cleanText(facts.holder.name)) === wanted && sameBirth(birthText(facts), birth);
    const match = found.find(fits);
    const entry = old.find(fits);
    return match || !entry ? this.answer(match ?? null) : this.answerOld(entry);
  }

  /** Compares a file with the ones that were issued; `code` says which certificate it should be. */
  async byFile(content: Buffer, code?: string): Promise<FileCheck> {
    const file = readCertificateFile(content);
    const parsed = code === undefined ? null : parseCode(code);
    const wanted = parsed?.ok ? parsed.code : code;
    const issued = await this.repository.byFile(file.sha256);
    if (issued) {
      const verification = this.answer(issued);
      if (wanted !== undefined && issued.code !== wanted)
        return { outcome: 'other', alteration: null, verification };
      // The hash stands in a table; the signature is nobody's to write who has only the table.
      const alteration = alterationOf(content, issued);
      return alteration === 'other-file'
        ? { outcome: 'match', alteration: null, verification }
        : { outcome: 'altered', alteration, verification };
    }
    const claimed = file.ok ? file.label.code : wanted;
    const record = claimed ? await this.repository.byCode(claimed) : null;
    const verification = this.answer(record);
    const answer = (outcome: FileOutcome): FileCheck => ({ outcome, alteration: null, verification });
    if (!file.ok && file.problem !== 'no-label' && file.problem !== 'conflicting-labels')
      return answer(file.problem);
    if (!record || verification.state === 'unknown') return answer('not-ours');
    if (claimed !== wanted && wanted !== undefined) return answer('other');
    return { ...answer('altered'), alteration: alterationOf(content, record) };
  }

  private answer(record: CertificateRecord | null): Verification {
    const checkedAt = this.clock.now();
    if (record && !agreesWithLog(record)) {
      this.logger.error({ certificateId: record.id }, 'certificate differs from the issuing log');
      return { ...UNKNOWN, checkedAt };
    }
    if (!record) return { ...UNKNOWN, checkedAt };
    const { facts, status, shared } = record;
    const hidden = !shared && localDay(checkedAt) < (facts.minorUntil ?? '');
    return {
      valid: status === 'valid',
      state: status,
      reason: record.endReason,
      code: record.code,
      serial: record.serial,
      registerNumber: record.entryNumber,
      name: hidden ? initialsOf(facts.holder.name) : facts.holder.name,
      course: facts.course.name,
      issuer: [facts.issuer.name, facts.issuer.superior].filter(Boolean).join(', '),
      issuedOn: facts.issuedOn,
      endedOn: record.endedOn,
      replacedBy: record.replacedBy,
      levels: hidden ? [] : statedLevels(facts.framework ?? []),
      award: facts.award && !hidden ? `${facts.award.round}, ${standingWords(facts.award)}` : null,
      trial: facts.trial,
      recordedOn: null,
      checkedAt,
    };
  }

  private answerOld(entry: OldEntryRecord): Verification {
    const checkedAt = this.clock.now();
    if (!oldEntryAgrees(entry)) {
      this.logger.error({ oldEntryId: entry.id }, 'older entry differs from the issuing log');
      return { ...UNKNOWN, checkedAt };
    }
    return { ...UNKNOWN, ...oldEntryAnswer(entry, localDay(checkedAt)), checkedAt };
  }
}

const UNKNOWN: Omit<Verification, 'checkedAt'> = {
  valid: false,
  state: 'unknown',
  reason: null,
  code: null,
  serial: null,
  registerNumber: null,
  name: null,
  course: null,
  issuer: null,
  issuedOn: null,
  endedOn: null,
  replacedBy: null,
  levels: [],
  award: null,
  trial: null,
  recordedOn: null,
};

/** A file that is not the one issued, by what its signature says. */
function alterationOf(content: Buffer, { signedBy, issuedAt }: CertificateRecord): Alteration {
  const check = checkSignature(content);
  if (!check.ok) return check.problem;
  if (check.signedBy !== signedBy) return 'other-key';
  // Signatures state whole seconds.
  return check.signedAt.getTime() < Math.floor(issuedAt.getTime() / 1000) * 1000
    ? 'back-dated'
    : 'other-file';
}

/** A paper that prints only the year is asked for only the year; one that prints none, for none. */
function sameBirth(printed: string | null, given: string | null): boolean {
  if (printed === null) return given === null;
  return printed.length === 4 ? given?.slice(0, 4) === printed : given === printed;
}
