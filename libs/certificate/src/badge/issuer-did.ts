import type { JWK } from 'jose';

/** `did:web:hoc.example:issuers:<id>`: whoever signs for an issuer, as its page at our address says. */
export function didOf(publicUrl: string, issuerId: string): string {
  return `did:web:${encodeURIComponent(new URL(publicUrl).host)}:issuers:${issuerId}`;
}

export const methodOf = (did: string, { kid }: { kid: string }): string => `${did}#${kid}`;

/** What `did.json` of an issuer answers (DID Core 1.0, JsonWebKey). */
export function didDocument(did: string, jwk: JWK & { kid: string }) {
  const id = methodOf(did, jwk);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: jwk }],
    assertionMethod: [id],
    authentication: [id],
  };
}
