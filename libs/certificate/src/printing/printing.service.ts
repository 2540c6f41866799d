import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import { Outbox } from '#platform/jobs';
import { LOGGER, type Logger } from '#platform/logging';
import { STORAGE, type Storage } from '#platform/storage';
import type { Entry, PaperFacts } from '../certificate/paper-facts.js';
import { PaperModels } from '../offline/paper-models.service.js';
import { renderCertificate } from '../render/render-certificate.js';
import { SIGNER, type Signer } from '../signing/signer.js';
import { PreparedTemplates } from '../template/prepared-templates.js';
import { fileHash } from '../verify-file/certificate-file.js';

interface Unprinted extends Entry {
  id: string;
  facts: PaperFacts;
  issuedAt: Date;
}

interface Drawn {
  id: string;
  key: string;
}

/** Draws the pages of certificates, holding no lock meanwhile, and keeps them until they are signed. */
@Injectable()
export class Printing {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: Outbox,
    private readonly templates: PreparedTemplates,
    private readonly models: PaperModels,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(SIGNER) private readonly signer: Signer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many pages are new; throws at the end when some could not be drawn, after the others were. */
  async print(certificateIds: readonly string[]): Promise<number> {
    const failures: unknown[] = [];
    const drawn: Drawn[] = [];
    const waiting = (await this.unprinted(certificateIds)).values();
    const lane = async () => {
      for (const certificate of waiting) {
        // Between two pages whatever else this process has to do gets its turn.
        await turn();
        try {
          drawn.push(await this.draw(certificate));
        } catch (error) {
          this.logger.error({ err: error, certificateId: certificate.id }, 'certificate cannot be printed');
          failures.push(error);
        }
      }
    };
    // One page is drawn while another is being stored.
    await Promise.all([lane(), lane()]);
    const printed = await this.keep(drawn);
    if (failures.length > 0)
      throw new Error(`${failures.length} of ${certificateIds.length} certificates cannot be printed`, {
        cause: failures[0],
      });
    return printed;
  }

  /** Valid ones that were not drawn, issued more than a minute ago. */
  async forgotten(limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM certificate
       WHERE rendered_at IS NULL AND status = 'valid' AND issued_at < now() - interval '1 minute'
       ORDER BY issued_at, id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  private async draw({ id, facts, issuedAt, ...entry }: Unprinted): Promise<Drawn> {
    const template = await this.templates.of(facts.template);
    const model = await this.models.of(facts, entry, issuedAt, template);
    const page = await renderCertificate(model, { signatureRoom: this.signer.describe().room, template });
    // The hash in the name: drawn twice at once by two versions of the program, nothing is mixed up.
    const key = `drawn/${facts.issuedOn.slice(0, 4)}/${id}-${fileHash(page).slice(0, 16)}.pdf`;
    await this.storage.put(key, page);
    return { id, key };
  }

  private async keep(drawn: readonly Drawn[]): Promise<number> {
    if (drawn.length === 0) return 0;
    return inTransaction(this.db, async (tx) => {
      const rows = (await tx.query(
        `WITH kept AS (
           UPDATE certificate c SET drawn_key = d.key, rendered_at = now()
           FROM unnest($1::uuid[], $2::text[]) AS d (id, key)
           WHERE c.id = d.id AND c.rendered_at IS NULL AND c.status = 'valid' RETURNING c.id)
         SELECT id FROM kept`,
        [drawn.map((each) => each.id), drawn.map((each) => each.key)],
      )) as { id: string }[];
      await this.outbox.write(tx, 'CertificateRendered', ...rows.map((row) => row.id));
      return rows.length;
    });
  }

  private async unprinted(ids: readonly string[]): Promise<Unprinted[]> {
    return this.db.query(
      `SELECT id, facts, issued_at AS "issuedAt", serial, entry_number AS "entryNumber", code FROM certificate
       WHERE id = ANY($1::uuid[]) AND rendered_at IS NULL AND status = 'valid'`,
      [ids],
    );
  }
}
