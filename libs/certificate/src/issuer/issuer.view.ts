import type { Issuer } from './issuer.entity.js';

/** What `certificate/issuer/form` shows of an issuer that is there. */
export function issuerView(issuer: Issuer, unit: string) {
  const { id, code, superiorName, name, certifier, place, signatoryTitle, signatoryName } = issuer;
  const { serialPattern, entryPattern, authorised, legalBasis, printsScore, offlineCode, revision } = issuer;
  return {
    ...{ code, unit, superiorName, name, certifier, place, signatoryTitle, signatoryName },
    ...{ serialPattern, entryPattern, authorised, legalBasis, printsScore, offlineCode, revision },
    action: `/admin/issuers/${id}`,
  };
}
