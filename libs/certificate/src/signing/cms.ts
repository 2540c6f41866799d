import { createHash, type X509Certificate } from 'node:crypto';
import { fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { SignatureAlgorithm } from './signing-key.js';

/** RFC 5652, RFC 5035, RFC 3161. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

const SIGNATURE_OID: Record<SignatureAlgorithm, string> = {
  'rsa-sha256': '1.2.840.113549.1.1.11',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
};

const [SEQUENCE, SET, OCTETS, CONTEXT] = [0x30, 0x31, 0x04, 0xa0];

/** One DER value: tag, length, content. */
function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  if (length > 0xffff) throw new RangeError(`A value of ${length} bytes does not belong in a signature`);
  return Buffer.concat([Buffer.from(head), ...parts]);
}

type Asn1 = ReturnType<typeof fromBER>['result'];

const sequence = (...value: Asn1[]) => new Sequence({ value });
const oid = (value: string) => new ObjectIdentifier({ value });
const octets = (bytes: Buffer) => new OctetString({ valueHex: tight(bytes) });
const derOf = (object: Asn1) => Buffer.from(object.toBER());
const NAMES = Object.fromEntries(
  Object.entries(OID).map(([name, value]) => [name, derOf(oid(value))]),
) as Record<keyof typeof OID, Buffer>;
const attribute = (type: keyof typeof OID, value: Buffer) => tlv(SEQUENCE, NAMES[type], tlv(SET, value));

const VERSION_1 = Buffer.of(2, 1, 1);
const DIGEST_ALGORITHM = derOf(sequence(oid(OID.sha256)));

/** What stays the same in all signatures of one key is encoded once; a signature only copies it together. */
export class CmsMaker {
  readonly #certificates: Buffer;
  readonly #issuerAndSerial: Buffer;
  readonly #signatureAlgorithm: Buffer;
  readonly #fixedAttributes: Buffer[];

  constructor(chain: readonly X509Certificate[], algorithm: SignatureAlgorithm) {
    this.#certificates = tlv(CONTEXT, ...chain.map(({ raw }) => raw));
    this.#issuerAndSerial = derOf(issuerAndSerial(chain[0]!));
    const signature = oid(SIGNATURE_OID[algorithm]);
    this.#signatureAlgorithm = derOf(
      algorithm === 'rsa-sha256' ? sequence(signature, new Null()) : sequence(signature),
    );
    // ESSCertIDv2 of the signer alone; SHA-256 is the default and DER leaves defaults out.
    const signer = sequence(sequence(sequence(octets(sha256(chain[0]!.raw)))));
    this.#fixedAttributes = [
      attribute('contentType', NAMES.data),
      attribute('signingCertificateV2', derOf(signer)),
    ];
  }

  /**
   * DER of the SET OF signed attributes: what is signed. EN 319 142-1 wants no signing-time here, it stands in the
   * signature dictionary.
   */
  signedAttributes(digest: Buffer): Buffer {
    const members = [...this.#fixedAttributes, attribute('messageDigest', tlv(OCTETS, digest))];
    // DER orders the members of a SET OF by their encodings (X.690, 11.6).
    return tlv(SET, ...members.sort(Buffer.compare));
  }

  /** The detached SignedData. `timeStamp` is the DER of an RFC 3161 token over the signature. */
  signedData(signedAttributes: Buffer, signature: Buffer, timeStamp: Buffer | null): Buffer {
    const attributes = Buffer.from(signedAttributes);
    // In its place the set is [0] IMPLICIT.
    attributes[0] = CONTEXT;
    const signerInfo = tlv(
      SEQUENCE,
      VERSION_1,
      this.#issuerAndSerial,
      DIGEST_ALGORITHM,
      attributes,
      this.#signatureAlgorithm,
      tlv(OCTETS, signature),
      ...(timeStamp ? [tlv(CONTEXT + 1, attribute('signatureTimeStamp', timeStamp))] : []),
    );
    const signedData = tlv(
      SEQUENCE,
      VERSION_1,
      tlv(SET, DIGEST_ALGORITHM),
      tlv(SEQUENCE, NAMES.data),
      this.#certificates,
      tlv(SET, signerInfo),
    );
    return tlv(SEQUENCE, NAMES.signedData, tlv(CONTEXT, signedData));
  }
}

export const sha256 = (...parts: Buffer[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Something that is written again byte by byte as it was read. @throws Error for bytes of which that is not true. */
export function parsed(der: Buffer): Asn1 {
  const { result, offset } = fromBER(tight(der));
  if (offset === -1 || result.error || !derOf(result as Asn1).equals(der))
    throw new Error(`Not DER: ${result.error || 'not in its one form'}`);
  return result as Asn1;
}

/** A copy whose ArrayBuffer holds nothing else, which is how asn1js wants its bytes. */
function tight(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
}

function issuerAndSerial({ raw }: X509Certificate): Asn1 {
  const [tbs] = (parsed(raw) as Sequence).valueBlock.value as Sequence[];
  const fields = tbs!.valueBlock.value;
  // A version, where there is one, comes first as [0].
  const from = fields[0]!.idBlock.tagClass === 3 ? 1 : 0;
  return sequence(fields[from + 2] as Asn1, fields[from] as Asn1);
}
