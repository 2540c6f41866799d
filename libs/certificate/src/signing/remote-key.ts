import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { OID, sha256 } from './cms.js';
import type { KeySource } from './pades-signer.js';
import { chainFrom } from './pkcs12-key.js';
import { SignerUnavailable } from './signer.js';
import { algorithmOf, type SignatureAlgorithm, type SigningKey } from './signing-key.js';

/** A key at a remote signing service: CSC API v2 (Cloud Signature Consortium), with client authorisation. */
export interface RemoteKeySettings {
  /** Up to and with `/csc/v2`. */
  url: string;
  credentialId: string;
  /** Bearer token of the service. */
  token: string;
  /** Sent as the authentication object `PIN` when the credential asks for one. */
  pin: string | null;
}

const ATTEMPTS = 3;
const PAUSE_MS = 250;
const TIMEOUT_MS = 15_000;
/** A credential is asked about again after this long: certificates are renewed. */
const KEEP_MS = 10 * 60_000;
/** Two RSA certificates and a signature of 4096 bits. */
const ROOM = 4900;

const SIGN_ALGO: Record<SignatureAlgorithm, string> = {
  'rsa-sha256': '1.2.840.113549.1.1.11',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
};

const credentialInfo = z.object({
  key: z.object({ status: z.literal('enabled') }),
  cert: z.object({ certificates: z.array(z.base64()).min(1) }),
  multisign: z.number().int().min(1).default(1),
});
const authorisation = z.object({ SAD: z.string().min(1) });
const signatures = z.object({ signatures: z.array(z.base64()) });

export function remoteKey(settings: RemoteKeySettings): KeySource {
  let kept: { key: Promise<SigningKey>; at: number } | null = null;
  return {
    kind: 'remote',
    legalValue: true,
    room: ROOM,
    key: () => {
      if (!kept || Date.now() - kept.at > KEEP_MS) {
        const fresh = { key: fetchKey(settings), at: Date.now() };
        kept = fresh;
        fresh.key.catch(() => {
          if (kept === fresh) kept = null;
        });
      }
      return kept.key;
    },
  };
}

async function fetchKey(settings: RemoteKeySettings): Promise<SigningKey> {
  const { credentialId: credentialID } = settings;
  const info = await ask(settings, 'credentials/info', credentialInfo, {
    credentialID,
    certificates: 'chain',
    certInfo: false,
    authInfo: true,
  });
  const [own, ...others] = info.cert.certificates.map(
    (der) => new X509Certificate(Buffer.from(der, 'base64')),
  );
  const algorithm = algorithmOf(own!.publicKey);
  const some = async (texts: readonly Buffer[]): Promise<Buffer[]> => {
    const hashes = texts.map((text) => sha256(text).toString('base64'));
    const hashing = { hashes, hashAlgorithmOID: OID.sha256 };
    const { SAD } = await ask(settings, 'credentials/authorize', authorisation, {
      credentialID,
      numSignatures: hashes.length,
      ...hashing,
      ...(settings.pin ? { authData: [{ id: 'PIN', value: settings.pin }] } : {}),
    });
    const answer = await ask(settings, 'signatures/signHash', signatures, {
      credentialID,
      SAD,
      ...hashing,
      signAlgo: SIGN_ALGO[algorithm],
      operationMode: 'S',
    });
    return texts.map((text, i) => checked(text, answer.signatures[i], own!));
  };
  const sign = async (texts: readonly Buffer[]): Promise<Buffer[]> => {
    const done: Buffer[] = [];
    while (done.length < texts.length)
      done.push(...(await some(texts.slice(done.length, done.length + info.multisign))));
    return done;
  };
  return { chain: chainFrom(own!, others), algorithm, sign };
}

/** What comes back is checked before it goes into a file. */
function checked(text: Buffer, given: string | undefined, { publicKey }: X509Certificate): Buffer {
  const signature = Buffer.from(given ?? '', 'base64');
  if (!verify('sha256', text, publicKey, signature))
    throw new SignerUnavailable('The signing service returned a signature that does not hold.');
  return signature;
}

/** Tries again what may pass by itself: no connection, 429, 5xx. */
async function ask<T>(
  settings: RemoteKeySettings,
  path: string,
  shape: z.ZodType<T>,
  body: object,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const { response, failure } = await post(settings, path, body).then(
      (arrived) => ({ response: arrived, failure: `status ${arrived.status}` }),
      (error: Error) => ({ response: null, failure: error.message }),
    );
    if (response?.ok) {
      const parsed = shape.safeParse(await response.json().catch(() => null));
      if (parsed.success) return parsed.data;
      throw new SignerUnavailable(`The signing service answers ${path} in a form that is not known.`);
    }
    const passing = !response || response.status === 429 || response.status >= 500;
    if (!passing || attempt === ATTEMPTS)
      throw new SignerUnavailable(`The signing service does not answer ${path}: ${failure}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** (attempt - 1)));
  }
}

function post({ url, token }: RemoteKeySettings, path: string, body: object): Promise<Response> {
  return fetch(`${url}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}
