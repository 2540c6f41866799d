import type { Translate } from '#platform/i18n';
import { refusalWords } from '../certificate/refusal-words.js';
import { NumberPattern } from '../register/number-pattern.js';
import type { ClassInSight } from './choosing-issuer.js';
import type { HeldUpHere, OfferedIssuer } from './class-issuers.repository.js';

/** What `certificate/class-issuer/show` shows: who signs now, who could, and who is waiting. */
export function classIssuerView(
  { training, issuing, offered, mayChoose }: ClassInSight,
  heldUp: HeldUpHere[],
  t: Translate,
) {
  const { chosenId, nearestId, completed, certified } = issuing;
  const current = offered.find(({ id }) => id === (chosenId ?? nearestId));
  const nearest = offered.find(({ id }) => id === nearestId);
  return {
    ...{ training, completed, certified, mayChoose },
    waiting: Math.max(0, completed - certified),
    current: current ? issuerWords(current) : null,
    byChoice: chosenId !== null,
    options: [
      {
        value: '',
        label: t('certificate.class.nearest'),
        note: nearest
          ? t('certificate.class.nearest-is', { name: nearest.name, unit: nearest.unitName })
          : t('certificate.class.nearest-none'),
        checked: chosenId === null,
      },
      ...offered.map((issuer) => ({
        value: issuer.id,
        label: issuer.name,
        note: [issuer.superiorName, issuer.unitName, issuer.code].filter(Boolean).join(' · '),
        checked: issuer.id === chosenId,
      })),
    ],
    heldUp: heldUp.map(({ name, code, params, firstAt }) => ({
      name,
      reason: refusalWords(code, params, t),
      since: firstAt,
    })),
  };
}

function issuerWords(issuer: OfferedIssuer) {
  const { name, superiorName, place, signatoryTitle, signatoryName, authorised, legalBasis } = issuer;
  const next = { year: issuer.year, sequence: issuer.lastNumber + 1 };
  return {
    ...{ name, superiorName, place, signatoryName, legalBasis, printsScore: issuer.printsScore },
    authorised: authorised && legalBasis !== null,
    signatoryTitle: signatoryTitle.replaceAll('\n', ', '),
    serial: new NumberPattern(issuer.serialPattern).format(next),
    entryNumber: new NumberPattern(issuer.entryPattern).format(next),
  };
}
