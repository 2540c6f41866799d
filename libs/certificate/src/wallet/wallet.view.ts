import type { CourseFacts } from '#course';
import type { Translate } from '#platform/i18n';
import { refusalWords } from '../certificate/refusal-words.js';
import type { OwnCertificate, OwnWaiting } from './wallet.repository.js';

const STATUS = { valid: 'done', revoked: 'failed', replaced: 'not-started' } as const;

/** What `certificate/wallet/index` shows. */
export function walletView(
  certificates: readonly OwnCertificate[],
  waiting: readonly OwnWaiting[],
  courses: ReadonlyMap<string, CourseFacts>,
  t: Translate,
) {
  return {
    certificates: certificates.map((each) => certificateView(each, t)),
    waiting: waiting.map(({ versionId, completedAt, code, params }) => ({
      course: courses.get(versionId)?.title ?? '',
      completedAt,
      obstacle: code && refusalWords(code, params ?? {}, t),
    })),
    isEmpty: certificates.length + waiting.length === 0,
    // Asks again by itself while something is on its way.
    polls: waiting.some((each) => !each.code) || certificates.some((each) => isOnItsWay(each)),
  };
}

const isOnItsWay = ({ status, rendered }: OwnCertificate) => status === 'valid' && !rendered;

function certificateView(each: OwnCertificate, t: Translate) {
  const { id, code, serial, status, facts, endedAt, endReason, replacedByCode } = each;
  return {
    course: facts.course.name,
    issuer: facts.issuer.name,
    issuedOn: facts.issuedOn,
    serial,
    status: { kind: STATUS[status], label: t(`certificate.status.${status}`) },
    trial: facts.trial,
    isValid: status === 'valid',
    fileHref: status === 'valid' && each.rendered ? `/certificates/${id}/file` : null,
    verifyHref: `/verify/${code}`,
    badgeHref: status === 'valid' ? `/certificates/${id}/badge` : null,
    ended: status === 'revoked' ? { on: endedAt, reason: endReason } : null,
    replacedHref: replacedByCode && `/verify/${replacedByCode}`,
  };
}
