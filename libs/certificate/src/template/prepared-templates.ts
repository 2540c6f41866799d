import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PreparedTemplate, prepareTemplate } from '../render/template/prepared-template.js';
import { type TemplateDocument, templateDocument } from '../render/template/template-document.js';
import { TemplatePictures } from './picture/pictures.repository.js';

/** Enough for the templates in use at a time; each is some hundred kilobytes. */
const KEPT = 40;

/** Published versions, made ready once in a process: they never change. */
@Injectable()
export class PreparedTemplates {
  readonly #ready = new Map<string, PreparedTemplate>();

  constructor(
    private readonly db: DataSource,
    private readonly pictures: TemplatePictures,
  ) {}

  /** Undefined: the usual page. */
  async of(versionId: string | undefined): Promise<PreparedTemplate | undefined> {
    if (versionId === undefined) return undefined;
    const known = this.#ready.get(versionId);
    if (known) return known;
    const [row]: { document: unknown }[] = await this.db.query(
      'SELECT document FROM certificate_template_version WHERE id = $1 AND published_at IS NOT NULL',
      [versionId],
    );
    if (!row) throw new Error(`No published template version ${versionId}`);
    const prepared = await this.prepare(templateDocument.parse(row.document));
    if (this.#ready.size >= KEPT) this.#ready.delete(this.#ready.keys().next().value!);
    this.#ready.set(versionId, prepared);
    return prepared;
  }

  /** Of a document that may still change. Throws TemplateProblem. */
  async prepare(document: TemplateDocument): Promise<PreparedTemplate> {
    return prepareTemplate(document, await this.pictures.of(document));
  }
}
