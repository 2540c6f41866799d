export type SignerKind = 'development' | 'pkcs12' | 'remote';

/** What may be said to people about how files are signed. */
export interface SignerDescription {
  kind: SignerKind;
  /** Whether a file from this signer may be presented as signed by the issuing body. */
  legalValue: boolean;
  /** Bytes a file has to keep free for a signature of this signer. */
  room: number;
}

export interface SignedPdfs {
  /** In the order given. */
  pdfs: Buffer[];
  /** Certificate of the key, DER. */
  certificate: Buffer;
}

/** The one door to digital signing: the development key, a key file, or a service elsewhere. */
export interface Signer {
  describe(): SignerDescription;
  /**
   * Fills the signature field that each file was drawn with (PAdES baseline B-B; B-T with a time stamp authority).
   * `at` is the time the signatures state.
   * @throws SignerUnavailable when it cannot sign now: nothing is wrong with the files, try again later.
   */
  sign(pdfs: readonly Buffer[], at: Date): Promise<SignedPdfs>;
}

export const SIGNER = Symbol('SIGNER');

/** The signer, or the time stamp authority, cannot be reached, refuses, or has no valid key at this time. */
export class SignerUnavailable extends Error {
  override readonly name = 'SignerUnavailable';
}
