import type { JWK } from 'jose';

/** `did:web:hoc.example:issuers:<id>`: whoever signs for an issuer, as its page at our address says. */
export function didOf(publicUrl: string, issuerId: string): string {
  return `did:web:${encodeURIComponent(new URL(publicUrl).host)}:issuers:${issuerId}`;
}

export const methodOf = (did: string, { kid }: { kid: string }): string => `${did}#${kid}`;

/** What `did.json` of an issuer answers, with every key that ever signed for it (DID Core 1.0, JsonWebKey). */
export function didDocument(did: string, jwks: readonly (JWK & { kid: string })[]) {
  const methods = jwks.map((jwk) => ({ id: methodOf(did, jwk), jwk }));
  const ids = methods.map(({ id }) => id);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: methods.map(({ id, jwk }) => ({
      ...{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: jwk },
    })),
    assertionMethod: ids,
    authentication: ids,
  };
}
