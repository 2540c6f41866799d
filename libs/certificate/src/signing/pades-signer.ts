import { CmsMaker, sha256 } from './cms.js';
import { SignatureSlot } from './signature-slot.js';
import {
  type SignedPdfs,
  type Signer,
  type SignerDescription,
  type SignerKind,
  SignerUnavailable,
} from './signer.js';
import type { SigningKey } from './signing-key.js';
import type { TimeStampAuthority } from './time-stamp-authority.js';

/** A key that may still have to be fetched. */
export interface KeySource {
  kind: SignerKind;
  legalValue: boolean;
  /** Bytes of all certificates and a signature together, at most. */
  room: number;
  /** @throws SignerUnavailable */
  key(): Promise<SigningKey>;
}

/** Attributes, algorithms and lengths around certificates and signature. */
const CMS_FRAME = 700;
/** Tokens of well-known authorities have 2 to 6 KB with their certificates. */
const TIME_STAMP_ROOM = 6500;

/** PAdES signatures (ETSI EN 319 142-1): baseline B-B, with a time stamp authority B-T. */
export class PadesSigner implements Signer {
  #maker: { key: SigningKey; cms: CmsMaker } | null = null;

  constructor(
    private readonly source: KeySource,
    private readonly timeStamps: TimeStampAuthority | null,
  ) {}

  describe(): SignerDescription {
    const { kind, legalValue, room } = this.source;
    return { kind, legalValue, room: room + CMS_FRAME + (this.timeStamps ? TIME_STAMP_ROOM : 0) };
  }

  async sign(pdfs: readonly Buffer[], at: Date): Promise<SignedPdfs> {
    const { key, cms } = await this.#prepared();
    const certificate = key.chain[0]!;
    if (at < new Date(certificate.validFrom) || at > new Date(certificate.validTo))
      throw new SignerUnavailable(
        `The certificate of the key is valid from ${certificate.validFrom} to ${certificate.validTo}.`,
      );
    const slots = pdfs.map((pdf) => new SignatureSlot(pdf, at));
    const attributes = slots.map((slot) => cms.signedAttributes(sha256(...slot.signedBytes)));
    const signatures = await key.sign(attributes);
    const stamps = this.timeStamps ? await this.#stamp(this.timeStamps, signatures) : [];
    return {
      pdfs: slots.map((slot, i) =>
        slot.filledWith(cms.signedData(attributes[i]!, signatures[i]!, stamps[i] ?? null)),
      ),
      certificate: certificate.raw,
    };
  }

  async #prepared() {
    const key = await this.source.key();
    if (this.#maker?.key !== key) this.#maker = { key, cms: new CmsMaker(key.chain, key.algorithm) };
    return this.#maker;
  }

  async #stamp(authority: TimeStampAuthority, signatures: readonly Buffer[]): Promise<Buffer[]> {
    const stamps: Buffer[] = [];
    for (const signature of signatures) stamps.push(await authority.stamp(signature));
    return stamps;
  }
}
