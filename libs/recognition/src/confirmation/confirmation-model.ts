import { type CertificateModel, type VerificationCode } from '#certificate';
import { localDay } from '#platform/clock';
import { Catalogue } from '#platform/i18n';
import { dayOf } from '../rule/rule.view.js';
import type { Confirmation } from './confirmation.repository.js';

/** What a file needs besides the confirmation. */
export interface FileFacts {
  /** Province or commune that stands before the date, “Hải Phòng”. */
  place: string;
  /** Who confirmed. */
  signatory: string;
}

// A paper is in Vietnamese whoever looks at it.
const t = new Catalogue().for('vi');

/** The paper of a confirmation, drawn by the renderer of certificates. */
export function modelOf(
  found: Confirmation,
  { place, signatory }: FileFacts,
  publicUrl: string,
  trial: boolean,
): CertificateModel {
  return {
    title: 'confirmation',
    issuer: { name: found.decidingUnit },
    holder: { name: found.name, unit: found.unit },
    course: { name: t(`recognition.group.${found.group}`) },
    study: {},
    confirmation: {
      subtitle: t('recognition.paper.subtitle'),
      done: t('recognition.paper.done'),
      facts: [
        {
          label: t('recognition.paper.rule'),
          value: t('recognition.paper.version', { title: found.ruleTitle, version: found.ruleVersion }),
        },
        { label: t('recognition.paper.legal-basis'), value: found.legalBasis },
        {
          label: t('recognition.paper.until'),
          value: found.validUntil ? dayOf(found.validUntil) : t('recognition.rule.unlimited'),
        },
      ],
      ...(found.demonstration ? { note: t('recognition.sheet.demonstration') } : {}),
    },
    place,
    issuedOn: localDay(found.confirmedAt),
    signatory: { position: [t('recognition.sheet.signer')], name: signatory },
    serial: found.serial,
    registerNumber: found.serial,
    verification: {
      url: `${publicUrl}/confirmations/${found.code}`,
      code: found.code as VerificationCode,
    },
    trial,
    createdAt: found.confirmedAt,
  };
}

/** “Phường Hồng Bàng” is written “Hồng Bàng” before a date. */
export const placeName = (unit: string): string =>
  unit.replace(/^(?:Thành phố|Tỉnh|Phường|Xã|Đặc khu)\s+/u, '');
