import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Integer, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension } from 'pkijs';
import { keepOnce } from './keep-once.js';
import type { KeySource } from './pades-signer.js';
import { localKey } from './signing-key.js';

const FILE = 'development-signing-key.pem';
const SUBJECT = 'hocvuso – khóa ký thử, không có giá trị pháp lý';
const YEARS = 10;

/** A key that each installation makes for itself: P-256, self-signed, trusted by nobody. */
export function developmentKey(dataDir: string): KeySource {
  let key: Promise<ReturnType<typeof localKey>> | null = null;
  return {
    kind: 'development',
    legalValue: false,
    room: 700,
    key: () => {
      key ??= load(path.join(dataDir, FILE));
      return key;
    },
  };
}

async function load(file: string) {
  if (!fs.existsSync(file)) await make(file);
  const pem = fs.readFileSync(file, 'utf8');
  return localKey(createPrivateKey(pem), [new X509Certificate(pem)]);
}

async function make(file: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ valueHex: positive(randomBytes(16)) });
  for (const name of [certificate.subject, certificate.issuer])
    name.typesAndValues.push(
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: SUBJECT }) }),
    );
  certificate.notBefore.value = new Date(Date.now() - 3_600_000);
  certificate.notAfter.value = new Date(Date.now() + YEARS * 365 * 86_400_000);
  certificate.extensions = [
    new Extension({
      extnID: '2.5.29.19',
      critical: true,
      extnValue: new BasicConstraints({ cA: false }).toSchema().toBER(),
    }),
    // digitalSignature and nonRepudiation.
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: Uint8Array.of(3, 2, 6, 0xc0).buffer }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(
    await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  );
  await certificate.sign(
    await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    'SHA-256',
  );
  const der = Buffer.from(certificate.toSchema(true).toBER());
  keepOnce(file, `${new X509Certificate(der)}${privateKey.export({ format: 'pem', type: 'pkcs8' })}`);
}

function positive(bytes: Buffer): ArrayBuffer {
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return Uint8Array.from(bytes).buffer;
}
