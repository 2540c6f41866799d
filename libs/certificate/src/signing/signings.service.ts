import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { LOGGER, type Logger } from '#platform/logging';
import { STORAGE, type Storage } from '#platform/storage';
import { fileHash } from '../verify-file/certificate-file.js';
import { NoSignatureSlot } from './signature-slot.js';
import { SIGNER, type Signer, SignerUnavailable } from './signer.js';
import { SigningPause } from './signing-pause.repository.js';
import { type Signed, type Unsigned, UnsignedFiles } from './unsigned-files.repository.js';

/** One question to the signer: small enough to be repeated, large enough for a service far away. */
const BATCH = 20;

/**
 * Signs drawn pages and keeps the files, holding no lock meanwhile. The first file of a certificate stays its only
 * one. A signer that is down is left alone for a while; nothing is lost, the sweep comes back to what waits.
 */
@Injectable()
export class Signings {
  constructor(
    private readonly files: UnsignedFiles,
    private readonly pause: SigningPause,
    private readonly clock: Clock,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(SIGNER) private readonly signer: Signer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many files are new; fewer than asked for while the signer is down. */
  async sign(certificateIds: readonly string[]): Promise<number> {
    let signed = 0;
    const unsigned = await this.files.find(certificateIds);
    for (let from = 0; from < unsigned.length; from += BATCH) {
      if (await this.pause.holds()) return signed;
      try {
        signed += await this.signBatch(unsigned.slice(from, from + BATCH));
        await this.pause.end();
      } catch (error) {
        if (!(error instanceof SignerUnavailable)) throw error;
        const { since, tries } = await this.pause.lengthen(error.message);
        this.logger.warn({ reason: error.message, since, tries }, 'the signer is down: signing waits');
        return signed;
      }
    }
    return signed;
  }

  private async signBatch(batch: readonly Unsigned[]): Promise<number> {
    const { legalValue, kind } = this.signer.describe();
    if (!legalValue && batch.some((each) => !each.trial))
      throw new SignerUnavailable(
        'The paper does not say that it is a trial, and the key is for trials only.',
      );
    const drawn = await Promise.all(batch.map((each) => this.storage.read(each.drawnKey).catch(missing)));
    await this.files.drawAgain(batch.filter((_, i) => drawn[i] === null));
    const there = batch.filter((_, i) => drawn[i] !== null);
    const pages = drawn.filter((page) => page !== null);
    const at = new Date(Math.floor(this.clock.now().getTime() / 1000) * 1000);
    try {
      const { pdfs, certificate } = await this.signer.sign(pages, at);
      const fingerprint = await this.files.remember(certificate, kind, at);
      return await this.keep(
        there.map((each, i) => this.signedFile(each, pdfs[i]!, at, fingerprint)),
        pdfs,
      );
    } catch (error) {
      if (!(error instanceof NoSignatureSlot)) throw error;
      // Drawn for another signer than the one there is now.
      this.logger.warn({ err: error }, 'pages are drawn again');
      await this.files.drawAgain(there);
      return 0;
    }
  }

  private signedFile({ id, year, drawnKey }: Unsigned, pdf: Buffer, at: Date, fingerprint: string): Signed {
    const sha256 = fileHash(pdf);
    // The hash in the name: signed twice at once, nothing is mixed up.
    return {
      id,
      drawnKey,
      key: `certificates/${year}/${id}-${sha256.slice(0, 16)}.pdf`,
      sha256,
      at,
      fingerprint,
    };
  }

  private async keep(signed: readonly Signed[], pdfs: readonly Buffer[]): Promise<number> {
    await Promise.all(signed.map(({ key }, i) => this.storage.put(key, pdfs[i]!)));
    const kept = new Set(await this.files.keep(signed));
    const lost = signed.filter(({ key }) => !kept.has(key));
    await Promise.all(lost.map(({ key }) => this.storage.remove(key)));
    await this.tidy(signed.map(({ id, drawnKey }) => ({ id, drawnKey })));
    return kept.size;
  }

  /** Drawn pages that nobody needs any more. */
  async tidy(done: readonly { id: string; drawnKey: string }[]): Promise<void> {
    await Promise.all(done.map(({ drawnKey }) => this.storage.remove(drawnKey)));
    await this.files.forgetDrawn(done.map(({ id }) => id));
  }
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
