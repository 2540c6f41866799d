import { verify, X509Certificate } from 'node:crypto';
import type { OctetString } from 'asn1js';
import { type Attribute, ContentInfo, SignedData } from 'pkijs';
import { CmsMaker, OID, parsed, sha256 } from '../signing/cms.js';
import { algorithmOf } from '../signing/signing-key.js';

/** Why the signature of a file is not that of a file we signed. */
export type SignatureProblem =
  /** There is none. */
  | 'unsigned'
  /** It does not reach from the first byte to the last: something was added or cut off. */
  | 'not-whole'
  /** What it covers was changed. */
  | 'changed'
  /** The signature itself was changed. */
  | 'broken';

export type SignatureCheck =
  | { ok: false; problem: SignatureProblem }
  /** SHA-256 of the certificate of the key, hexadecimal, and the time the signature states. */
  | { ok: true; signedBy: string; signedAt: Date };

const BYTE_RANGE = /\/ByteRange \[(\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]/g;
const TIME = /\/M \(D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z\)/;

/** Whether a file is, byte by byte, what the key in its signature signed. Whose key it is, the caller has to know. */
export function checkSignature(pdf: Buffer): SignatureCheck {
  const text = pdf.toString('latin1');
  const ranges = [...text.matchAll(BYTE_RANGE)];
  if (ranges.length === 0) return { ok: false, problem: text.includes('/ByteRange') ? 'broken' : 'unsigned' };
  // More than one revision: the last may say anything.
  if (ranges.length > 1) return { ok: false, problem: 'not-whole' };
  const [start, first, second, rest] = ranges[0]!.slice(1).map(Number) as [number, number, number, number];
  if (start !== 0 || second + rest !== pdf.length || first >= second)
    return { ok: false, problem: 'not-whole' };
  const room = text.slice(first, second);
  if (!/^<(?:[0-9A-F]{2})+>$/.test(room)) return { ok: false, problem: 'broken' };
  const digest = sha256(pdf.subarray(0, first), pdf.subarray(second));
  try {
    return checkCms(cmsIn(room), digest, text);
  } catch {
    return { ok: false, problem: 'broken' };
  }
}

/** DER says its own length; after it, only zeros may stand. */
function cmsIn(room: string): Buffer {
  const bytes = Buffer.from(room.slice(1, -1), 'hex');
  const length = bytes[1] === 0x82 ? 4 + bytes.readUInt16BE(2) : 3 + bytes[2]!;
  if (bytes.subarray(length).some((byte) => byte !== 0))
    throw new Error('something stands after the signature');
  return bytes.subarray(0, length);
}

function checkCms(der: Buffer, digest: Buffer, text: string): SignatureCheck {
  const data = new SignedData({ schema: new ContentInfo({ schema: parsed(der) }).content });
  const [signer, ...others] = data.signerInfos;
  const attributes = signer?.signedAttrs?.attributes ?? [];
  if (!signer || others.length > 0) throw new Error('one signer is expected');
  if (!octets(attributes, OID.messageDigest).equals(digest)) return { ok: false, problem: 'changed' };
  const chain = data.certificates!.map((each) => new X509Certificate(Buffer.from(each.toSchema().toBER())));
  const own = chain[0]!;
  if (!Buffer.from(signingCertificate(attributes)).equals(sha256(own.raw)))
    throw new Error('another certificate is bound');
  const signed = Buffer.from(signer.signedAttrs!.encodedValue);
  signed[0] = 0x31;
  const signature = Buffer.from(signer.signature.valueBlock.valueHexView);
  if (!verify('sha256', signed, own.publicKey, signature)) throw new Error('the signature does not hold');
  // The rest of the container is covered by no signature, so it has to be what we write.
  const stamp = signer.unsignedAttrs?.attributes[0]?.values[0]?.toBER();
  const written = new CmsMaker(chain, algorithmOf(own.publicKey)).signedData(
    signed,
    signature,
    stamp ? Buffer.from(stamp) : null,
  );
  if (!written.equals(der)) throw new Error('something else stands around the signature');
  return { ok: true, signedBy: sha256(own.raw).toString('hex'), signedAt: signedAt(text) };
}

function octets(attributes: readonly Attribute[], type: string): Buffer {
  const value = attributes.find((each) => each.type === type)?.values[0] as OctetString;
  return Buffer.from(value.valueBlock.valueHexView);
}

/** Hash of the first ESSCertIDv2 (RFC 5035), which is the signer's own. */
function signingCertificate(attributes: readonly Attribute[]): Uint8Array {
  const attribute = attributes.find((each) => each.type === OID.signingCertificateV2);
  return attribute!.values[0].valueBlock.value[0].valueBlock.value[0].valueBlock.value[0].valueBlock
    .valueHexView;
}

function signedAt(text: string): Date {
  const [, year, month, day, hour, minute, second] = TIME.exec(text)!;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
