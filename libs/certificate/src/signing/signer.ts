export interface SigningContext {
  certificateId: string;
  /** Time to state in the signature. */
  at: Date;
}

/** What may be said to people about how files are signed. */
export interface SignerDescription {
  kind: 'trial' | 'pkcs12' | 'remote';
  /** Whether a file from this signer may be presented as signed by the issuing body. */
  legalValue: boolean;
  /** Subject of the certificate; null when nothing is signed. */
  subject: string | null;
}

export interface SignedPdf {
  pdf: Buffer;
  /** Null: the file carries no digital signature, and no page may claim one. */
  signature: { subject: string; at: Date } | null;
}

/** The one door to digital signing; a key file and a remote or hardware signer come behind it later. */
export interface Signer {
  sign(pdf: Buffer, context: SigningContext): Promise<SignedPdf>;
  describe(): SignerDescription;
}

export const SIGNER = Symbol('SIGNER');
