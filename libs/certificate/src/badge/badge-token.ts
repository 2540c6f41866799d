import { SignJWT } from 'jose';
import type { RingKey } from '../keys/key-ring.service.js';
import { secondsOf } from './credential.js';
import { methodOf } from './issuer-did.js';

/** The one algorithm that Open Badges 3.0 (8.2) asks every verifier to know. */
const ALGORITHM = 'RS256';

interface Signable {
  id: string;
  issuer: string | { id: string };
  validFrom: string;
}

/**
 * A credential as VC-JWT (Open Badges 3.0, 8.2): its members are the claims, beside the registered ones. The header
 * names the key and carries it; who trusts the issuer looks the key up in its DID document.
 */
export function badgeToken(credential: Signable, { privateKey, jwk }: RingKey): Promise<string> {
  const issuer = typeof credential.issuer === 'string' ? credential.issuer : credential.issuer.id;
  const { kid, kty, n, e } = jwk as typeof jwk & { kty: string; n: string; e: string };
  return new SignJWT({ ...credential })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: methodOf(issuer, { kid }), jwk: { kty, n, e } })
    .setIssuer(issuer)
    .setJti(credential.id)
    .setNotBefore(secondsOf(new Date(credential.validFrom)))
    .sign(privateKey);
}
