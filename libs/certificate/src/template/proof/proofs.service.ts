import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, type MessageParams } from '#platform/errors';
import { renderCertificate } from '../../render/render-certificate.js';
import { assertComplete, type PreparedTemplate } from '../../render/template/prepared-template.js';
import { TemplateProblem } from '../../render/template/template-problem.js';
import { SIGNER, type Signer } from '../../signing/signer.js';
import { PreparedTemplates } from '../prepared-templates.js';
import type { TemplateVersion } from '../template.js';
import { TemplateRows } from '../templates.repository.js';
import { PROOF_CASES, type ProofCase, proofModel } from './proof-cases.js';

/** What a signed file may weigh. */
const HEAVIEST = 60 * 1024;

export interface ProofOutcome {
  name: ProofCase;
  problem: { code: string; params: MessageParams } | null;
  bytes: number;
}

/** Tries a draft on invented people, as real files. */
@Injectable()
export class Proofs {
  constructor(
    private readonly db: DataSource,
    private readonly rows: TemplateRows,
    private readonly templates: PreparedTemplates,
    private readonly audit: Audit,
    @Inject(SIGNER) private readonly signer: Signer,
  ) {}

  /** What a draft comes to for each test person; the same problem for all when the design itself is not whole. */
  async outcomes(draft: TemplateVersion): Promise<ProofOutcome[]> {
    const ready = this.ready(draft);
    const outcomes: ProofOutcome[] = [];
    for (const name of PROOF_CASES) outcomes.push(await this.outcome(ready, name));
    return outcomes;
  }

  /** The file of one test person, marked as a trial. Throws what stands in the way. */
  async file(draft: TemplateVersion, name: ProofCase): Promise<Buffer> {
    return this.render(await this.ready(draft), name);
  }

  /** Says that somebody saw the proof of this revision. Throws when a test person does not come out well. */
  async accept(
    scope: readonly string[],
    templateId: string,
    revision: number,
    actorId: string,
  ): Promise<void> {
    const template = await this.rows.get(scope, templateId);
    const draft = await this.rows.draft(templateId);
    if (draft.revision !== revision) throw new DomainError('certificate.template.changed');
    if ((await this.outcomes(draft)).some(({ problem }) => problem))
      throw new DomainError('certificate.template.proof-fails');
    await inTransaction(this.db, async (tx) => {
      const locked = await this.rows.draft(templateId, tx);
      if (locked.revision !== revision) throw new DomainError('certificate.template.changed');
      await tx.query('UPDATE certificate_template_version SET proofed_revision = revision WHERE id = $1', [
        locked.id,
      ]);
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.proof-template',
        subjectType: 'template',
        subjectId: templateId,
        detail: { name: template.name, version: draft.version, revision },
      });
    });
  }

  private async outcome(ready: Promise<PreparedTemplate>, name: ProofCase): Promise<ProofOutcome> {
    try {
      return { name, problem: null, bytes: (await this.render(await ready, name)).length };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { name, problem: { code: error.code, params: error.params }, bytes: 0 };
    }
  }

  private async ready({ document }: TemplateVersion): Promise<PreparedTemplate> {
    const prepared = await this.templates.prepare(document);
    assertComplete(prepared);
    return prepared;
  }

  private async render(template: PreparedTemplate, name: ProofCase): Promise<Buffer> {
    const file = await renderCertificate(proofModel(name), {
      template,
      signatureRoom: this.signer.describe().room,
    });
    if (file.length > HEAVIEST)
      throw new TemplateProblem('certificate.template.too-heavy', {
        kilobytes: Math.ceil(file.length / 1024),
      });
    return file;
  }
}
