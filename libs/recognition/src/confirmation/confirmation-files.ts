import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fileHash, renderCertificate, SIGNER, type Signer, SignerUnavailable } from '#certificate';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { DomainError } from '#platform/errors';
import { LOGGER, type Logger } from '#platform/logging';
import { STORAGE, type Storage } from '#platform/storage';
import type { Confirmation } from './confirmation.repository.js';
import { type FileFacts, modelOf, placeName } from './confirmation-model.js';

interface Kept {
  key: string;
  sha256: string;
}

/** The signed files of confirmations. The first one that is kept stays the only one. */
@Injectable()
export class ConfirmationFiles {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(SIGNER) private readonly signer: Signer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** SHA-256 in hexadecimal; null while nobody asked for the file. */
  async hashOf(recognitionId: string): Promise<string | null> {
    return (await this.kept(recognitionId))?.sha256 ?? null;
  }

  /** Made when it is first asked for. Throws `recognition.signer-away`: nothing is wrong, try again later. */
  async of(found: Confirmation): Promise<Buffer> {
    const kept = (await this.kept(found.id)) ?? (await this.make(found));
    return this.storage.read(kept.key);
  }

  private async make(found: Confirmation): Promise<Kept> {
    const { legalValue, room } = this.signer.describe();
    const model = modelOf(found, await this.factsOf(found.id), this.config.publicUrl, !legalValue);
    const page = await renderCertificate(model, { signatureRoom: room });
    const at = new Date(Math.floor(this.clock.now().getTime() / 1000) * 1000);
    const pdf = await this.sign(page, at);
    const sha256 = fileHash(pdf);
    const key = `confirmations/${found.id}-${sha256.slice(0, 16)}.pdf`;
    await this.storage.put(key, pdf);
    await this.db.query(
      `INSERT INTO recognition_file (recognition_id, pdf_key, sha256, signed_at) VALUES ($1, $2, decode($3, 'hex'), $4)
       ON CONFLICT DO NOTHING`,
      [found.id, key, sha256, at],
    );
    const kept = (await this.kept(found.id)) as Kept;
    if (kept.key !== key) await this.storage.remove(key);
    return kept;
  }

  /** Outside of any transaction. */
  private async sign(page: Buffer, at: Date): Promise<Buffer> {
    try {
      const { pdfs } = await this.signer.sign([page], at);
      return pdfs[0] as Buffer;
    } catch (error) {
      if (!(error instanceof SignerUnavailable)) throw error;
      this.logger.warn({ reason: error.message }, 'the signer is down: a confirmation waits for its file');
      throw new DomainError('recognition.signer-away');
    }
  }

  private async kept(recognitionId: string): Promise<Kept | null> {
    const rows: Kept[] = await this.db.query(
      `SELECT pdf_key AS key, encode(sha256, 'hex') AS sha256 FROM recognition_file WHERE recognition_id = $1`,
      [recognitionId],
    );
    return rows[0] ?? null;
  }

  private async factsOf(recognitionId: string): Promise<FileFacts> {
    const [row] = (await this.db.query(
      `SELECT p.full_name AS signatory,
              (SELECT a.name FROM unit a WHERE a.path @> d.path AND a.kind IN ('province', 'commune')
                ORDER BY nlevel(a.path) DESC LIMIT 1) AS place, d.name AS unit
         FROM recognition r JOIN unit d ON d.id = r.deciding_unit_id
         LEFT JOIN person p ON p.account_id = r.confirmed_by WHERE r.id = $1`,
      [recognitionId],
    )) as [{ signatory: string | null; place: string | null; unit: string }];
    return { signatory: row.signatory ?? row.unit, place: placeName(row.place ?? row.unit) };
  }
}
