import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { LOGGER, type Logger } from '#platform/logging';
import { STORAGE, type Storage } from '#platform/storage';
import { type Entry, modelOf, type PaperFacts } from '../certificate/paper-facts.js';
import { renderCertificate } from '../render/render-certificate.js';
import { SIGNER, type Signer } from '../signing/signer.js';
import { fileHash } from '../verify-file/certificate-file.js';

interface Unprinted extends Entry {
  id: string;
  facts: PaperFacts;
  issuedAt: Date;
}

/** Makes the files of certificates, holding no lock meanwhile. The first file of a certificate stays its only one. */
@Injectable()
export class Printing {
  constructor(
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(SIGNER) private readonly signer: Signer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many files are new; throws at the end when some could not be made, after the others were. */
  async print(certificateIds: readonly string[]): Promise<number> {
    const failures: unknown[] = [];
    let printed = 0;
    for (const certificate of await this.unprinted(certificateIds)) {
      try {
        printed += await this.printOne(certificate);
      } catch (error) {
        this.logger.error({ err: error, certificateId: certificate.id }, 'certificate cannot be printed');
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new Error(`${failures.length} of ${certificateIds.length} certificates cannot be printed`, {
        cause: failures[0],
      });
    return printed;
  }

  /** Valid ones without a file, issued more than a minute ago. */
  async forgotten(limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM certificate
       WHERE rendered_at IS NULL AND status = 'valid' AND issued_at < now() - interval '1 minute'
       ORDER BY issued_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  private async printOne({ id, facts, issuedAt, ...entry }: Unprinted): Promise<number> {
    const drawn = await renderCertificate(modelOf(facts, entry, issuedAt, this.config.publicUrl));
    const { pdf } = await this.signer.sign(drawn, { certificateId: id, at: issuedAt });
    const sha256 = fileHash(pdf);
    // The hash in the name: a file made twice at once, with two signatures, is never mixed up.
    const key = `certificates/${facts.issuedOn.slice(0, 4)}/${id}-${sha256.slice(0, 16)}.pdf`;
    await this.storage.put(key, pdf);
    const stored = (await this.db.query(
      `WITH done AS (
         UPDATE certificate SET pdf_key = $2, pdf_sha256 = decode($3, 'hex'), rendered_at = now()
         WHERE id = $1 AND rendered_at IS NULL AND status = 'valid' RETURNING pdf_key)
       SELECT true AS new, pdf_key AS key FROM done
       UNION ALL SELECT false, pdf_key FROM certificate WHERE id = $1 AND NOT EXISTS (SELECT FROM done)`,
      [id, key, sha256],
    )) as { new: boolean; key: string | null }[];
    if (stored[0]?.new) return 1;
    if (stored[0]?.key !== key) await this.storage.remove(key);
    return 0;
  }

  private async unprinted(ids: readonly string[]): Promise<Unprinted[]> {
    return this.db.query(
      `SELECT id, facts, issued_at AS "issuedAt", serial, entry_number AS "entryNumber", code FROM certificate
       WHERE id = ANY($1::uuid[]) AND rendered_at IS NULL AND status = 'valid'`,
      [ids],
    );
  }
}
