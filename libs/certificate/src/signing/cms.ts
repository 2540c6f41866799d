import { createHash, type X509Certificate } from 'node:crypto';
import {
  Constructed,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as SetOf,
} from 'asn1js';
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

type Asn1 = ReturnType<typeof fromBER>['result'];

const sequence = (...value: Asn1[]) => new Sequence({ value });
const oid = (value: string) => new ObjectIdentifier({ value });
const octets = (bytes: Buffer) => new OctetString({ valueHex: tight(bytes) });
const derOf = (object: Asn1) => Buffer.from(object.toBER());

/** What stays the same in all signatures of one key, prepared once. */
export class CmsMaker {
  readonly #certificates: Asn1[];
  readonly #issuerAndSerial: Asn1;
  readonly #signingCertificate: Asn1;
  readonly #algorithm: SignatureAlgorithm;

  constructor(chain: readonly X509Certificate[], algorithm: SignatureAlgorithm) {
    this.#certificates = chain.map(({ raw }) => parsed(raw));
    this.#issuerAndSerial = issuerAndSerial(chain[0]!);
    this.#signingCertificate = attribute(
      OID.signingCertificateV2,
      // ESSCertIDv2 of the signer alone; SHA-256 is the default and DER leaves defaults out.
      sequence(sequence(sequence(octets(sha256(chain[0]!.raw))))),
    );
    this.#algorithm = algorithm;
  }

  /**
   * DER of the SET OF signed attributes: what is signed. EN 319 142-1 wants no signing-time here, it stands in the
   * signature dictionary.
   */
  signedAttributes(digest: Buffer): Buffer {
    const members = [
      attribute(OID.contentType, oid(OID.data)),
      attribute(OID.messageDigest, octets(digest)),
      this.#signingCertificate,
    ].map(derOf);
    // DER orders the members of a SET OF by their encodings (X.690, 11.6).
    return derOf(new SetOf({ value: members.sort(Buffer.compare).map(parsed) }));
  }

  /** The detached SignedData. `timeStamp` is the DER of an RFC 3161 token over the signature. */
  signedData(signedAttributes: Buffer, signature: Buffer, timeStamp: Buffer | null): Buffer {
    const signerInfo = sequence(
      new Integer({ value: 1 }),
      this.#issuerAndSerial,
      sequence(oid(OID.sha256)),
      tagged(0, (parsed(signedAttributes) as Constructed).valueBlock.value as Asn1[]),
      this.#algorithm === 'rsa-sha256'
        ? sequence(oid(SIGNATURE_OID[this.#algorithm]), new Null())
        : sequence(oid(SIGNATURE_OID[this.#algorithm])),
      octets(signature),
      ...(timeStamp ? [tagged(1, [attribute(OID.signatureTimeStamp, parsed(timeStamp))])] : []),
    );
    const signedData = sequence(
      new Integer({ value: 1 }),
      new SetOf({ value: [sequence(oid(OID.sha256))] }),
      sequence(oid(OID.data)),
      tagged(0, this.#certificates),
      new SetOf({ value: [signerInfo] }),
    );
    return derOf(sequence(oid(OID.signedData), tagged(0, [signedData])));
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

const tagged = (tagNumber: number, value: Asn1[]): Asn1 =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value }) as Asn1;

const attribute = (type: string, value: Asn1): Asn1 => sequence(oid(type), new SetOf({ value: [value] }));

function issuerAndSerial({ raw }: X509Certificate): Asn1 {
  const [tbs] = (parsed(raw) as Sequence).valueBlock.value as Sequence[];
  const fields = tbs!.valueBlock.value;
  // A version, where there is one, comes first as [0].
  const from = fields[0]!.idBlock.tagClass === 3 ? 1 : 0;
  return sequence(fields[from + 2] as Asn1, fields[from] as Asn1);
}
