import type { VerificationCode } from '../code/verification-code.js';

/** A calendar day without a time zone, `YYYY-MM-DD`. */
export type PlainDate = string;

/**
 * A component of a competency framework that the course is tied to.
 * A level is printed only together with the approved rule that awards it.
 */
export interface FrameworkComponent {
  code?: string;
  name: string;
  award?: LevelAward;
}

/** A level of a component as it was on the day of issue. */
export interface LevelAward {
  /** “Bậc 3, Trung cấp”. */
  level: string;
  /** “Level 3”, printed beside the Vietnamese words in two languages. */
  english?: string;
  /** Code and version of the rule, “an-toan-so-4.1 (2)”. */
  rule: string;
  /** Id of the entry in the ledger of levels, which names the attempt. */
  entry?: string;
  /** By an invented rule: the paper says so beside the levels. */
  demonstration?: boolean;
}

export interface FrameworkLine {
  /** Short citation, such as “Thông tư 02/2025/TT-BGDĐT”. */
  framework: string;
  /** Version of the framework in words and by its id; printed with the levels. */
  version?: string;
  versionId?: string;
  components: readonly FrameworkComponent[];
}

/** A place in the standings of a round of a contest, as it was counted. */
export interface ContestAward {
  place: number;
  /** Shared with others. */
  tied: boolean;
  /** How many were ranked: entries, or units of `kind`. */
  of: number;
  /** Of an award of a unit: its kind. */
  kind?: string;
  /** “Vòng 2”. */
  round: string;
  /** Which count of the round it follows from. */
  revision: number;
}

/** Everything the paper says. Optional fields that are missing leave no gap. */
export interface CertificateModel {
  /** “Chứng chỉ” is reserved by Decree 171/2025/NĐ-CP, article 22, to authorised issuers. */
  title: 'completion' | 'authorised-certificate' | 'confirmation';
  issuer: {
    superior?: string;
    /** In sentence case; the head of the page sets it in capitals. */
    name: string;
    /** Who certifies, “Giám đốc Trung tâm …”; the issuing body itself when absent. */
    certifier?: string;
    authorised?: { legalBasis: string };
  };
  holder: {
    name: string;
    birth?: { date: PlainDate } | { year: number };
    position?: string;
    unit?: string;
  };
  course: {
    name: string;
    className?: string;
    programme?: string;
    /** The same in English, as people wrote it; nothing is translated by itself. */
    english?: { name?: string; className?: string; programme?: string };
  };
  study: {
    from?: PlainDate;
    to?: PlainDate;
    /** Whole teaching periods (tiết). */
    periods?: number;
    form?: string;
    result?: string;
  };
  framework?: readonly FrameworkLine[];
  /** Of an award of a contest; `course.name` is then the contest. */
  award?: ContestAward;
  /** Of a confirmation of digital skills; `course.name` is then its target group. */
  confirmation?: {
    /** What it is a confirmation of, in capitals under the title. */
    subtitle: string;
    /** Between the name and the group. */
    done: string;
    /** By which rule, on which legal basis, until when: as label and words. */
    facts: readonly { label: string; value: string }[];
    note?: string;
  };
  place: string;
  issuedOn: PlainDate;
  signatory: {
    /** One entry a line: “KT. GIÁM ĐỐC”, “PHÓ GIÁM ĐỐC”. */
    position: readonly string[];
    name: string;
  };
  serial: string;
  registerNumber: string;
  verification: {
    /** What the QR holds. */
    url: string;
    code: VerificationCode;
    /** Where a person types the number or the code, “hocvuso.example/tra-cuu”. */
    lookup?: string;
  };
  /** Made with the development key: the page says that it has no legal value. */
  trial: boolean;
  /** Creation date in the file; the same model gives the same bytes. */
  createdAt: Date;
}
