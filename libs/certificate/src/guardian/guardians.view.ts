import type { ClassRow } from '#enrolment';
import { shownCode, svgQr } from '#identity';
import { type Consent, PURPOSES, type Pupil, RELATIONS } from './guardian-consents.repository.js';
import { WORDING } from './guardian-consents.service.js';
import type { Slip } from './guardian-invitations.repository.js';

export const PER_PAGE = 50;

type Training = Pick<ClassRow, 'id' | 'code' | 'title'>;

const inForce = (consents: readonly Consent[], purpose: Consent['purpose']) =>
  consents.find((each) => each.purpose === purpose);

/** What `certificate/guardian/list` shows. */
export function guardiansView(
  training: Training,
  counts: { all: number; without: number },
  pupils: readonly Pupil[],
  number: number,
) {
  const base = `/classes/${training.id}/guardians`;
  const href = (to: number) => (to > 1 ? `${base}?page=${to}` : base);
  return {
    ...{ training, base, page: number, ...counts, total: counts.all },
    with: counts.all - counts.without,
    rows: pupils.map(({ accountId, name, unit, consents }) => ({
      ...{ name, unit, href: `${base}/${accountId}` },
      issue: inForce(consents, 'issue'),
      share: inForce(consents, 'share'),
    })),
    mayPrint: pupils.some(({ consents }) => !inForce(consents, 'issue')),
    from: counts.all === 0 ? 0 : (number - 1) * PER_PAGE + 1,
    to: Math.min(number * PER_PAGE, counts.all),
    previous: number > 1 ? href(number - 1) : null,
    next: number * PER_PAGE < counts.all ? href(number + 1) : null,
  };
}

/** What a consent is asked by: what is in force, and what may still be given. */
export function consentForm<T extends object>({ name, unit, consents }: Pupil, more: T) {
  return {
    ...more,
    ...{ name, unit, relations: RELATIONS },
    given: consents,
    open: PURPOSES.filter((purpose) => !inForce(consents, purpose)).map((purpose) => ({
      purpose,
      wording: `certificate.guardian.wording.${WORDING}.${purpose}`,
    })),
  };
}

/** What `certificate/guardian/slips` prints. */
export function slipView(training: Training, pupils: readonly Pupil[], slips: readonly Slip[]) {
  const named = new Map(pupils.map((pupil) => [pupil.accountId, pupil]));
  return {
    ...{ training, base: `/classes/${training.id}/guardians` },
    slips: slips.map(({ accountId, code, page, link, expiresAt }) => ({
      name: named.get(accountId)?.name,
      unit: named.get(accountId)?.unit,
      code: shownCode(code),
      page,
      until: expiresAt.toISOString(),
      qr: svgQr(link),
    })),
  };
}
