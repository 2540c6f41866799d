import type { SignedPdf, Signer, SignerDescription, SigningContext } from './signer.js';

/** Signs nothing and says so: certificates made with it must carry the notice “Bản thử”. */
export class TrialSigner implements Signer {
  async sign(pdf: Buffer, _context: SigningContext): Promise<SignedPdf> {
    return { pdf, signature: null };
  }

  describe(): SignerDescription {
    return { kind: 'trial', legalValue: false, subject: null };
  }
}
