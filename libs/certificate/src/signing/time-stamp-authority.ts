import { randomBytes } from 'node:crypto';
import { Integer, OctetString, type Sequence } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, SignedData, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';
import { OID, parsed, sha256 } from './cms.js';
import { SignerUnavailable } from './signer.js';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** A time stamp authority over HTTP (RFC 3161). */
export class TimeStampAuthority {
  constructor(private readonly url: string) {}

  /** DER of the token over these bytes. @throws SignerUnavailable */
  async stamp(bytes: Buffer): Promise<Buffer> {
    const digest = sha256(bytes);
    const nonce = randomBytes(8);
    nonce[0] = (nonce[0]! & 0x7f) | 0x40;
    const request = requestFor(digest, nonce);
    // A connection that the authority closed meanwhile, or a moment of too much work, passes by itself.
    const answer = await this.#ask(request).catch(() => this.#ask(request));
    return tokenOf(answer, digest, nonce);
  }

  async #ask(request: Buffer): Promise<Buffer> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query' },
        body: new Uint8Array(request),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    } catch (error) {
      throw new SignerUnavailable(`The time stamp authority does not answer: ${(error as Error).message}`);
    }
  }
}

function requestFor(digest: Buffer, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.sha256 }),
      hashedMessage: new OctetString({ valueHex: new Uint8Array(digest) }),
    }),
    nonce: new Integer({ valueHex: new Uint8Array(nonce) }),
    certReq: true,
  });
  return Buffer.from(request.toSchema().toBER());
}

/** Takes only a token that says these very bytes, in answer to this very question. */
function tokenOf(answer: Buffer, digest: Buffer, nonce: Buffer): Buffer {
  if (answer.length > MOST_BYTES) throw new SignerUnavailable('The time stamp is too large.');
  try {
    const response = parsed(answer) as Sequence;
    const { status, timeStampToken } = new TimeStampResp({ schema: response });
    if (status.status > 1 || !timeStampToken) throw new Error(`refused with status ${status.status}`);
    const content = new SignedData({ schema: timeStampToken.content }).encapContentInfo.eContent;
    const info = TSTInfo.fromBER(content!.getValue());
    const stamped = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
    if (!stamped.equals(digest)) throw new Error('it stamps something else');
    if (!info.nonce || !Buffer.from(info.nonce.valueBlock.valueHexView).equals(nonce))
      throw new Error('it answers another question');
    // As it came: its own signature is over these bytes.
    return Buffer.from(response.valueBlock.value[1]!.toBER());
  } catch (error) {
    throw new SignerUnavailable(`The time stamp cannot be used: ${(error as Error).message}`);
  }
}
