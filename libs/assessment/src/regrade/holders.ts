import { Inject, Injectable, Optional } from '@nestjs/common';

/** Whose attempt it is, for those who may know. */
export interface Holder {
  enrolmentId: string;
  fullName: string;
  unitName: string | null;
  className: string;
}

/**
 * Who sits behind enrolments. The context that owns enrolments, which lies above this one, provides it under
 * {@link ATTEMPT_HOLDERS}; without it nobody is named.
 */
export interface AttemptHolders {
  /** Those of them within these units (ltree paths), in Vietnamese order of names. */
  named(enrolmentIds: string[], paths: string[]): Promise<Holder[]>;
  /** How many programmes with attempts at the quiz are run by units outside these. */
  programmesOutside(quizId: string, paths: string[]): Promise<number>;
}
export const ATTEMPT_HOLDERS = Symbol('ATTEMPT_HOLDERS');

/** Certificates that stand on these enrolments; provided by the context that issues them. */
export interface CertificateHoldings {
  valid(enrolmentIds: string[]): Promise<{ enrolmentId: string; serial: string }[]>;
}
export const CERTIFICATE_HOLDINGS = Symbol('CERTIFICATE_HOLDINGS');

/** Where whom a regrade touches is exported as a file; provided by the context that may name everybody. */
export interface RegradeList {
  /** Takes a form with `format` (`xlsx`, `csv`). */
  exportsOf(regradeId: string): string;
}
export const REGRADE_LIST = Symbol('REGRADE_LIST');

@Injectable()
export class Concerned {
  constructor(
    @Optional() @Inject(ATTEMPT_HOLDERS) private readonly holders: AttemptHolders | null,
    @Optional() @Inject(CERTIFICATE_HOLDINGS) private readonly certificates: CertificateHoldings | null,
    @Optional() @Inject(REGRADE_LIST) private readonly list: RegradeList | null,
  ) {}

  /** Null where nothing exports. */
  exportsOf(regradeId: string): string | null {
    return this.list?.exportsOf(regradeId) ?? null;
  }

  async named(enrolmentIds: string[], paths: string[]): Promise<Holder[]> {
    if (enrolmentIds.length === 0 || paths.length === 0) return [];
    return (await this.holders?.named(enrolmentIds, paths)) ?? [];
  }

  async programmesOutside(quizId: string, paths: string[]): Promise<number> {
    return (await this.holders?.programmesOutside(quizId, paths)) ?? 0;
  }

  /** Serial of the valid certificate by enrolment. */
  async serials(enrolmentIds: string[]): Promise<Map<string, string>> {
    const held = enrolmentIds.length > 0 ? await this.certificates?.valid(enrolmentIds) : [];
    return new Map((held ?? []).map(({ enrolmentId, serial }) => [enrolmentId, serial]));
  }
}
