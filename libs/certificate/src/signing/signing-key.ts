import { createPublicKey, type KeyObject, sign, type X509Certificate } from 'node:crypto';

/** Names of PAdES signatures that readers of PDF know: SHA-256 with RSA (PKCS #1 v1.5) or with ECDSA. */
export type SignatureAlgorithm = 'rsa-sha256' | 'ecdsa-sha256';

/** A key that signs, wherever it is kept. */
export interface SigningKey {
  /** The certificate of the key first, then those that issued it; without the root, which readers have. */
  chain: readonly X509Certificate[];
  algorithm: SignatureAlgorithm;
  /** One signature for each of the texts: raw for RSA, DER for ECDSA. */
  sign(texts: readonly Buffer[]): Promise<Buffer[]>;
}

export class UnusableKey extends Error {}

/** @throws UnusableKey for a kind of key that readers of PDF do not know. */
export function algorithmOf(key: KeyObject): SignatureAlgorithm {
  if (key.asymmetricKeyType === 'rsa') return 'rsa-sha256';
  if (key.asymmetricKeyType === 'ec') return 'ecdsa-sha256';
  throw new UnusableKey(`A ${key.asymmetricKeyType} key cannot sign a PDF: RSA or EC is needed.`);
}

/** A key in this process. */
export function localKey(privateKey: KeyObject, chain: readonly X509Certificate[]): SigningKey {
  const [certificate] = chain;
  if (!certificate?.checkPrivateKey(privateKey))
    throw new UnusableKey('The certificate does not belong to the key.');
  return {
    chain,
    algorithm: algorithmOf(createPublicKey(privateKey)),
    sign: async (texts) => texts.map((text) => sign('sha256', text, privateKey)),
  };
}
