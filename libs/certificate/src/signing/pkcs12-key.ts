import { createPrivateKey, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import forge from 'node-forge';
import type { KeySource } from './pades-signer.js';
import { localKey, UnusableKey } from './signing-key.js';

const ROOM_FOR_SIGNATURE = 512;

/**
 * The key and certificates of a PKCS#12 file (`.p12`, `.pfx`), read at once so that a wrong passphrase stops the
 * start. A self-signed certificate gives no legal value.
 * @throws UnusableKey
 */
export function pkcs12Key(file: string, passphrase: string): KeySource {
  const { privateKey, chain } = open(read(file), passphrase);
  const key = localKey(privateKey, chain);
  const [own] = chain;
  return {
    kind: 'pkcs12',
    legalValue: own!.subject !== own!.issuer,
    room: chain.reduce((sum, { raw }) => sum + raw.length, ROOM_FOR_SIGNATURE),
    key: async () => key,
  };
}

function read(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new UnusableKey(`The key file cannot be read: ${(error as Error).message}`);
  }
}

function open(bytes: Buffer, passphrase: string) {
  const bags = bagsOf(bytes, passphrase);
  const keys = [
    ...bagsOfType(bags, forge.pki.oids['pkcs8ShroudedKeyBag']),
    ...bagsOfType(bags, forge.pki.oids['keyBag']),
  ];
  if (keys.length !== 1)
    throw new UnusableKey(`The key file holds ${keys.length} keys: exactly one is needed.`);
  const privateKey = privateKeyOf(keys[0]!);
  const certificates = bagsOfType(bags, forge.pki.oids['certBag']).map(
    (bag) => new X509Certificate(derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1)),
  );
  const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (!own) throw new UnusableKey('The key file holds no certificate of its key.');
  return { privateKey, chain: chainFrom(own, certificates) };
}

function bagsOf(bytes: Buffer, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  try {
    const file = forge.asn1.fromDer(bytes.toString('binary'));
    try {
      return forge.pkcs12.pkcs12FromAsn1(file, false, passphrase);
    } catch (error) {
      if (/^[\x20-\x7e]*$/.test(passphrase)) throw error;
      // Newer ciphers want letters beyond ASCII as UTF-8, the check sum as UTF-16: forge knows one at a time.
      (file.value as forge.asn1.Asn1[]).length = 2;
      return forge.pkcs12.pkcs12FromAsn1(file, false, forge.util.encodeUtf8(passphrase));
    }
  } catch (error) {
    throw new UnusableKey(`The key file cannot be opened with this passphrase: ${(error as Error).message}`);
  }
}

const bagsOfType = (bags: forge.pkcs12.Pkcs12Pfx, bagType: string | undefined) =>
  bagType ? (bags.getBags({ bagType })[bagType] ?? []) : [];

/** RSA keys come parsed, others (EC) as they stand in the file. */
function privateKeyOf({ key, asn1 }: forge.pkcs12.Bag) {
  const info = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1;
  return createPrivateKey({ key: derOf(info), format: 'der', type: 'pkcs8' });
}

const derOf = (value: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary');

/** From the key's own certificate up to below the root. */
export function chainFrom(own: X509Certificate, others: readonly X509Certificate[]): X509Certificate[] {
  const chain = [own];
  for (;;) {
    const last = chain.at(-1)!;
    const issuer = others.find(
      (each) => !chain.includes(each) && last.checkIssued(each) && each.subject !== each.issuer,
    );
    if (!issuer) return chain;
    chain.push(issuer);
  }
}
