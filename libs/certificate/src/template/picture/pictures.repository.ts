import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InvalidInput } from '#platform/errors';
import {
  type PaperPicture,
  PictureRefused,
  paperPicture,
  takeInPicture,
} from '../../render/template/paper-picture.js';
import type { TemplateDocument } from '../../render/template/template-document.js';

/** Seals, signatures and logos of templates: flattened once, kept under the hash of what is kept. */
@Injectable()
export class TemplatePictures {
  constructor(private readonly db: DataSource) {}

  /** Returns the id of what is kept. Throws InvalidInput for what is no PNG or JPEG that a page can embed. */
  async takeIn(content: Buffer): Promise<string> {
    const kept = flattened(content);
    const id = createHash('sha256').update(kept).digest('hex');
    await this.db.query(
      'INSERT INTO certificate_picture (id, content) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
      [id, kept],
    );
    return id;
  }

  /** Those of a document that are there. */
  async of({ elements }: TemplateDocument): Promise<Map<string, PaperPicture>> {
    const ids = elements.flatMap((each) => (each.type === 'picture' && each.picture ? [each.picture] : []));
    if (ids.length === 0) return new Map();
    const rows: { id: string; content: Buffer }[] = await this.db.query(
      'SELECT id, content FROM certificate_picture WHERE id = ANY($1)',
      [ids],
    );
    return new Map(rows.map(({ id, content }) => [id, paperPicture(content)]));
  }
}

function flattened(content: Buffer): Buffer {
  try {
    return takeInPicture(content);
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    throw new InvalidInput([{ field: 'file', code: `certificate.picture.${error.problem}` }]);
  }
}
